/** The host's end of the port: what it asks and is answered, and what it is told. */
import type { FromFrame, Happening, MethodName, Methods, Request } from './contract';

interface Open {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
}

export class Conversation {
  readonly #heard: (happening: Happening) => void;
  readonly #open = new Map<string, Open>();
  /** Asked before there was a port. */
  #early: Request[] = [];
  #port: MessagePort | null = null;
  #count = 0;

  constructor(heard: (happening: Happening) => void) {
    this.#heard = heard;
  }

  /** Goes on through that port; a frame that has begun anew brings another one. */
  take(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    port.onmessage = (event: MessageEvent) => this.#answered(event.data as FromFrame);
    for (const request of this.#early) port.postMessage(request);
    this.#early = [];
  }

  /** Rejects with an Error that has the refusal's `code` and `path`. */
  ask<M extends MethodName>(
    type: M,
    payload: Methods[M]['argument'],
  ): Promise<Methods[M]['result']> {
    const id = String(++this.#count);
    const request = { fallline: 1, id, type, payload } as Request;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      if (this.#port) this.#port.postMessage(request);
      else this.#early.push(request);
    });
  }

  /** Nothing more comes; what waits for an answer is refused. */
  end(why: string): void {
    this.#port?.close();
    this.#port = null;
    this.#early = [];
    for (const { reject } of this.#open.values()) reject(new Error(why));
    this.#open.clear();
  }

  #answered(message: FromFrame): void {
    if (message.type !== 'answer' && message.type !== 'refusal') {
      this.#heard(message);
      return;
    }
    const open = this.#open.get(message.id);
    this.#open.delete(message.id);
    if (message.type === 'answer') open?.resolve(message.payload as never);
    else open?.reject(Object.assign(new Error(message.payload.message), message.payload));
  }
}
