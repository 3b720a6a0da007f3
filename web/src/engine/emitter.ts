// Typed events, the same in pages and in Node.

/** What has events; `M` maps their names to their details. */
export class Emitter<M extends object> {
  readonly #target = new EventTarget();

  addEventListener<N extends keyof M & string>(
    type: N,
    listener: (event: CustomEvent<M[N]>) => void,
    options?: AddEventListenerOptions,
  ): void {
    // `emit` dispatches nothing but such events under that name.
    this.#target.addEventListener(type, listener as EventListener, options);
  }

  removeEventListener<N extends keyof M & string>(
    type: N,
    listener: (event: CustomEvent<M[N]>) => void,
  ): void {
    this.#target.removeEventListener(type, listener as EventListener);
  }

  protected emit<N extends keyof M & string>(type: N, detail: M[N]): void {
    this.#target.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
