/** The store of an embed: its button plays a run that has ended from the start. */
import { Store } from './store';

export class EmbedStore extends Store {
  override play(): void {
    const { progress, playing } = this.state;
    const hasEnded = !playing && progress !== null && progress.status !== 'running';
    const begun = hasEnded ? this.shared.conductor?.reset() : undefined;
    if (begun) this.dismiss();
    void Promise.resolve(begun).then(() => super.play());
  }
}
