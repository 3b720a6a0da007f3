/** One page's end of the port: its requests in, answers and events out. */
import type { Problem } from '../engine/model';
import { problemOf } from '../state/engine_face';
import type { Store } from '../state/store';
import { protocolText as words } from '../text/protocol';
import { Answers, problem, type Shown } from './answers';
import {
  contractVersion,
  epochRate,
  methods,
  mostWaiting,
  type EventDetails,
  type EventName,
  type FromFrame,
  type Request,
} from './contract';
import { Happenings } from './happenings';
import { readRequest } from './requests';
import { realClock, type Clock } from './throttle';

/** As much of a MessagePort as is used. */
export interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

export interface DeskOptions {
  /** Events `epoch` a second. */
  readonly rate?: number;
  /** Whether the page may change what is shown. */
  readonly mayChange?: boolean;
  readonly clock?: Clock;
}

export class PortDesk {
  private readonly answers: Answers;
  private readonly happenings: Happenings;
  private readonly mayChange: boolean;
  private waiting = 0;

  constructor(
    private readonly port: Port,
    store: Store,
    shown: Shown,
    { rate = epochRate.usual, mayChange = true, clock = realClock }: DeskOptions = {},
  ) {
    this.mayChange = mayChange;
    this.answers = new Answers(store, shown);
    this.happenings = new Happenings(store, (happening) => this.send(happening), rate, clock);
    port.onmessage = ({ data }) => this.asked(data);
  }

  tell<E extends EventName>(type: E, detail: EventDetails[E]): void {
    this.happenings.say(type, detail);
  }

  close(): void {
    this.happenings.end();
    this.port.onmessage = null;
    this.port.close();
  }

  private asked(data: unknown): void {
    const asked = readRequest(data);
    if (!asked) return;
    if ('problem' in asked) this.refuse(asked.id, asked.problem);
    else void this.serve(asked.request);
  }

  private async serve(request: Request): Promise<void> {
    const { id, type } = request;
    if (methods[type] && !this.mayChange) {
      this.refuse(id, problem('read-only', words.readOnly));
    } else if (this.waiting >= mostWaiting) {
      this.refuse(id, problem('too-many', words.tooMany));
    } else {
      ++this.waiting;
      try {
        const payload = await this.answers.answer(request);
        this.send({ fallline: contractVersion, id, type: 'answer', payload });
      } catch (reason) {
        this.refuse(id, problemOf(reason));
      } finally {
        --this.waiting;
      }
    }
  }

  private refuse(id: string, { code, path, message }: Problem): void {
    const payload = { code, path, message };
    this.send({ fallline: contractVersion, id, type: 'refusal', payload });
  }

  private send(message: FromFrame): void {
    this.port.postMessage(message);
  }
}
