/**
 * The engines of a lesson beside the one of the workbench: few at a time. Who needs one enters and
 * another, the least needed and then the longest here, leaves.
 */
import type { OwnEngine, StartEngine } from './engine_face';

export interface Tenant {
  /** How much it would be missed: 0 nobody sees it, 1 it is in sight, 2 it works. */
  need(): number;
  /** Keeps what it has and lets its engine go; it is not asked to stay. */
  leave(): Promise<void>;
}

export const mostEngines = 2;

export class EngineHouse {
  /** Who has been here longest comes first. */
  private tenants: Tenant[] = [];
  private tail: Promise<unknown> = Promise.resolve();
  /** Those who are about to enter. */
  private coming = 0;
  /** Who enters when there is room, in the order of asking. */
  private readonly hopeful = new Set<() => void>();

  constructor(
    private readonly start: StartEngine,
    private readonly rooms = mostEngines,
  ) {}

  /** Whether there is room without turning out anyone who is in sight. */
  get hasRoom(): boolean {
    const missed = this.tenants.filter((tenant) => tenant.need() > 0).length;
    return missed + this.coming < this.rooms;
  }

  /** Hears whenever there may be room; the answer ends that. */
  hope(listener: () => void): () => void {
    this.hopeful.add(listener);
    return () => this.hopeful.delete(listener);
  }

  /** Somebody is needed less than before. */
  freed(): void {
    for (const listener of this.hopeful) listener();
  }

  /** An engine for a tenant, which closes it when it leaves. */
  enter(tenant: Tenant, options: { readonly lab?: boolean } = {}): Promise<OwnEngine> {
    ++this.coming;
    const turn = this.tail.then(async () => {
      while (this.tenants.length >= this.rooms) {
        const least = Math.min(...this.tenants.map((one) => one.need()));
        const out = this.tenants.find((one) => one.need() === least);
        this.tenants = this.tenants.filter((one) => one !== out);
        await out?.leave();
      }
      const engine = await this.start(options);
      this.tenants.push(tenant);
      return engine;
    });
    const counted = turn.finally(() => --this.coming);
    this.tail = counted.catch(() => undefined);
    return turn;
  }

  /** The tenant is used again: others leave before it does. */
  touch(tenant: Tenant): void {
    if (!this.tenants.includes(tenant)) return;
    this.tenants = [...this.tenants.filter((one) => one !== tenant), tenant];
  }

  /** The tenant has closed its engine by itself. */
  gone(tenant: Tenant): void {
    this.tenants = this.tenants.filter((one) => one !== tenant);
  }

  /** Everyone leaves. */
  clear(): Promise<void> {
    const turn = this.tail.then(async () => {
      const all = this.tenants;
      this.tenants = [];
      await Promise.all(all.map((tenant) => tenant.leave()));
    });
    this.tail = turn.catch(() => undefined);
    return turn;
  }
}
