/**
 * What comes in as text or bytes and is neither data nor a project: a Spec, a run, a link of this
 * page or of tensorflow/playground, parameters. It may come from anybody, so all of it is looked at
 * before any of it is used; what a Spec says, the core judges.
 */
import { text as frame } from '../text/text';
import { placeText } from '../text/places';
import type { Problem, Spec } from '../engine/model';
import type { Edits } from './edits';
import { problemOf } from './engine_face';
import { filesOf } from './intake';
import { isObject, keysOf, outline, type Json, type JsonObject } from './json';
import { decodeLink, depthLimit, LinkError, specOf } from './link';
import { engineVersion } from './manifest';
import { ShapeError, thetaOf } from './network_tensors';
import type { Notices } from './notices';
import { tensorsOfJson } from './parameters_json';
import { isPlayground, longestPlayground, translatePlayground } from './playground';
import { decodeTensors, TensorError, tensorLimits, type Tensor } from './safetensors';
import type { Shared } from './shared';
import { asJson, asSpec, defaultSpec } from './spec';
import { firstPlace, lessonsPlace } from './state';

const words = placeText.share.in;

/** Parts of an embed's link that say how it is shown there: the experiment is the rest. */
export const presentationParts: readonly string[] = [
  ...['view', 'layout', 'hide', 'lock', 'controls', 'theme', 'lang', 'title', 'poster'],
  ...['autoplay', 'speed', 'lesson'],
];

/** Of a JSON text, in characters: a run with the parameters of the largest network. */
const longest = 160_000_000;

export interface Hosts {
  readonly shared: Shared;
  readonly edits: Edits;
  readonly notices: Notices;
  /** Keeps a Spec whose files are not here until they come. */
  readonly wait: (spec: Spec) => void;
}

export class WayIn {
  constructor(private readonly hosts: Hosts) {}

  /**
   * A JSON document that is a Spec, a run or parameters; false where it is none of them, as projects
   * are not, and nothing has been done.
   */
  async document(file: File): Promise<boolean> {
    if (file.size > longest) return false;
    const content = await file.text();
    const json = parse(content);
    if (!json || Object.hasOwn(json, 'fallLine')) return false;
    const isSpec = isObject(json['data']);
    const hasSpec = isObject(json['spec']);
    const parameters = json['parameters'];
    if (!isSpec && !hasSpec && !isObject(parameters)) return false;
    return this.attempt(file.name, async () => {
      if (isSpec) {
        // The core reads the very text: parsed here, a key that stands twice would pass unseen.
        await this.openSpec(asSpec(json), content);
      } else {
        mustBeWhole(json, content);
        if (hasSpec) await this.openSpec(asSpec(json['spec'] as JsonObject));
        if (isObject(parameters)) await this.take(tensorsOfJson(parameters), file.name);
      }
      this.say(isSpec || hasSpec ? words.spec(file.name) : words.parameters(file.name));
    });
  }

  /** Parameters as a safetensors file. */
  tensors(file: File): Promise<boolean> {
    return this.attempt(file.name, async () => {
      if (file.size > tensorLimits.bytes) {
        throw new TensorError({ kind: 'size', most: tensorLimits.bytes });
      }
      const { tensors } = decodeTensors(new Uint8Array(await file.arrayBuffer()));
      await this.take(tensors, file.name);
      this.say(words.parameters(file.name));
    });
  }

  /** An address, or what stands behind its #. */
  link(address: string): Promise<boolean> {
    return this.attempt('link', async () => {
      const at = address.indexOf('#');
      if (at < 0) throw new LinkError(words.empty);
      const hash = address.slice(at);
      if (isPlayground(hash)) await this.playground(hash);
      else await this.ownLink(address.slice(0, at).endsWith('embed.html') ? unframed(hash) : hash);
    });
  }

  private async ownLink(hash: string): Promise<void> {
    const content = await decodeLink(hash);
    if (
      content.text === null &&
      content.settings.length === 0 &&
      content.place === null &&
      content.lesson === null
    ) {
      throw new LinkError(words.noLink);
    }
    if (content.text !== null) await this.check(content.text);
    const spec = asSpec(specOf(content, asJson(defaultSpec)));
    await this.openSpec(spec);
    const { place, lesson, handIn, engine } = content;
    if (lesson !== null) this.hosts.shared.set({ place: lessonsPlace, lesson, handIn });
    else this.hosts.shared.set({ place: place ?? firstPlace });
    const isOther = engine !== null && engine !== engineVersion;
    this.say(isOther ? frame.frame.linkOfOtherEngine(engine, engineVersion) : words.link);
  }

  private async playground(hash: string): Promise<void> {
    if (hash.length > longestPlayground) throw new LinkError(frame.frame.linkLong);
    const { spec, notes } = translatePlayground(hash);
    await this.openSpec(spec);
    this.say([placeText.share.playground.opened, ...notes].join(' '));
  }

  /** @param content its text, where it came as one */
  private async openSpec(spec: Spec, content?: string): Promise<void> {
    await this.check(content ?? spec);
    const { shared, edits, wait } = this.hosts;
    const missing = filesOf(spec).filter((name) => shared.conductor?.files.has(name) !== true);
    if (missing.length > 0) {
      wait(spec);
      const message = words.needsFiles(missing.join(', '));
      throw new Refused({ code: 'missing-file', path: '', message }, 'warning');
    }
    const problem = await edits.replace(spec, '', { draft: null });
    if (problem) throw new Refused(problem);
  }

  private async check(spec: Spec | string): Promise<void> {
    const [problem] = (await this.hosts.shared.engine?.check(spec)) ?? [];
    if (problem) throw new Refused(problem);
  }

  /** Puts parameters into the network that stands; undo brings the former ones back. */
  private async take(tensors: readonly Tensor[], name: string): Promise<void> {
    const { shared, edits } = this.hosts;
    const session = shared.conductor?.standing;
    if (!session || shared.state.building) throw new ShapeError(words.notReady, name);
    const theta = thetaOf(session.info.layers, tensors);
    const former = await session.parameters();
    const problem = await edits.tweak({ kind: 'parameters', theta, former });
    if (problem) throw new Refused(problem);
  }

  private say(said: string): void {
    this.hosts.notices.notify({ kind: 'info', text: said });
  }

  /** Whatever is wrong becomes a message. */
  private async attempt(name: string, act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
    } catch (reason) {
      const { message, path } = problemFor(reason);
      const place = path === '' || path === name ? name : `${name}: ${path}`;
      const kind = reason instanceof Refused ? reason.kind : 'error';
      this.hosts.notices.notify({ kind, text: message, path: place });
    }
    return true;
  }
}

class Refused extends Error {
  constructor(
    readonly problem: Problem,
    readonly kind: 'error' | 'warning' = 'error',
  ) {
    super(problem.message);
  }
}

function problemFor(reason: unknown): Pick<Problem, 'message' | 'path'> {
  if (reason instanceof Refused) return reason.problem;
  if (reason instanceof TensorError) return { message: tensorText(reason), path: '' };
  return problemOf(reason);
}

function tensorText({ fault }: TensorError): string {
  const said = placeText.share.tensors;
  switch (fault.kind) {
    case 'size':
      return said.size(fault.most / 1e6);
    case 'count':
      return said.count(fault.most);
    case 'dtype':
      return said.dtype(fault.name.slice(0, 60), fault.dtype.slice(0, 20));
    case 'entry':
    case 'offsets':
    case 'finite':
      return said[fault.kind](fault.name.slice(0, 60));
    default:
      return said[fault.kind];
  }
}

/** The link of the experiment that an embed shows. */
function unframed(hash: string): string {
  const parts = hash.split('&').filter((part) => {
    const [name = ''] = part.replace('#', '').split('=');
    return name === 'lesson' || !presentationParts.includes(name);
  });
  return `#${parts.join('&').replace('#', '')}`;
}

/** The document; null where it is no JSON object or too deep, which others may say better. */
function parse(content: string): JsonObject | null {
  if (outline(content).depth > depthLimit + 2) return null;
  try {
    const json = JSON.parse(content) as Json;
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** JSON.parse takes the last of two equal keys in silence. */
function mustBeWhole(json: JsonObject, content: string): void {
  if (keysOf(json) !== outline(content).keys) throw new LinkError(words.twice, '');
}
