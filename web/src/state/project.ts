/**
 * The project file: the whole state as one JSON text, with what a link cannot hold. It may come from
 * anywhere, so everything in it is looked at before it is used; what the Spec says, the core judges.
 */
import type { Spec } from '../engine/model';
import { text as words } from '../text/text';
import { fromBase64, NotBase64, packIfShorter, toBase64, unpack } from './bytes';
import { isObject, keysOf, outline, type Json, type JsonObject } from './json';
import { asSpec } from './spec';
import { depthLimit, textLimit } from './link';

export const projectVersion = 1;
export const projectSuffix = '.fallline.json';
/** Of the file, in bytes: four files of MNIST take 16 MB. */
export const projectLimit = 256 * 1024 * 1024;
const mostFiles = 8;
const longestName = 255;

/** Names that are something else in JavaScript, and so are never taken from outside. */
const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const known: ReadonlySet<string> = new Set([
  'fallLine',
  'engine',
  'spec',
  'snapshot',
  'tweaked',
  'files',
  'drawing',
]);

export interface Project {
  /** The version of the engine that made the snapshot. */
  readonly engine: string;
  readonly spec: Spec;
  /** Where training stood, parameters and switched-off units included. */
  readonly snapshot: Uint8Array | null;
  /** Whether weights or units were changed by hand. */
  readonly tweaked: boolean;
  /** By the names that the Spec uses. */
  readonly files: ReadonlyMap<string, Blob>;
  readonly drawing: Uint8Array | null;
}

/** Why a project cannot be opened; the message is for people. */
export class ProjectError extends Error {
  constructor(
    message: string,
    readonly path = '',
  ) {
    super(message);
  }
}

export async function encodeProject(project: Project): Promise<Blob> {
  const { engine, spec, snapshot, tweaked, drawing } = project;
  const files: [string, Json][] = [];
  for (const [name, file] of project.files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const packed = await packIfShorter(bytes);
    files.push([name, packed ? { gz: toBase64(packed) } : toBase64(bytes)]);
  }
  const json = {
    fallLine: projectVersion,
    engine,
    spec,
    tweaked,
    snapshot: snapshot && toBase64(snapshot),
    drawing: drawing && toBase64(drawing),
    files: Object.fromEntries(files),
  };
  return new Blob([JSON.stringify(json), '\n'], { type: 'application/json' });
}

export async function decodeProject(blob: Blob): Promise<Project> {
  if (blob.size > projectLimit) {
    throw new ProjectError(words.frame.projectLarge(projectLimit / (1024 * 1024)));
  }
  const json = parse(await blob.text());
  if (!Object.hasOwn(json, 'fallLine')) throw new ProjectError(words.frame.projectForeign);
  const { fallLine, spec, tweaked = false } = json;
  if (fallLine !== projectVersion) {
    throw new ProjectError(words.frame.projectVersion(JSON.stringify(fallLine).slice(0, 20)));
  }
  const stranger = Object.keys(json).find((key) => !known.has(key));
  if (stranger !== undefined) {
    throw new ProjectError(words.frame.projectUnknown(stranger.slice(0, 40)));
  }
  if (!isObject(spec)) throw wrongType('spec', words.frame.projectObject);
  if (typeof tweaked !== 'boolean') throw wrongType('tweaked', words.frame.projectFlag);
  if (JSON.stringify(spec).length > textLimit) {
    throw new ProjectError(words.frame.projectSpecLarge, 'spec');
  }
  return {
    engine: textAt(json, 'engine').slice(0, 20),
    spec: asSpec(spec),
    tweaked,
    snapshot: bytesAt(json, 'snapshot'),
    drawing: bytesAt(json, 'drawing'),
    files: await filesAt(json),
  };
}

function parse(text: string): JsonObject {
  const { depth, keys } = outline(text);
  if (depth > depthLimit + 1) {
    throw new ProjectError(words.frame.projectNested(depthLimit));
  }
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    throw new ProjectError(words.frame.projectNoJson);
  }
  if (!isObject(json)) throw new ProjectError(words.frame.projectForeign);
  // JSON.parse takes the last of two equal keys in silence.
  if (keys !== keysOf(json)) throw new ProjectError(words.frame.projectTwice);
  return json;
}

function wrongType(path: string, wanted: string): ProjectError {
  return new ProjectError(words.frame.projectType(path, wanted), path);
}

function textAt(json: JsonObject, key: string): string {
  const value = json[key];
  if (typeof value !== 'string') throw wrongType(key, words.frame.projectText);
  return value;
}

function bytesAt(json: JsonObject, key: string): Uint8Array | null {
  const value = json[key] ?? null;
  if (value === null) return null;
  return bytesOf(value, key, words.frame.projectBase64);
}

function bytesOf(value: Json | undefined, path: string, wanted: string): Uint8Array<ArrayBuffer> {
  if (typeof value !== 'string') throw wrongType(path, wanted);
  try {
    return fromBase64(value);
  } catch (reason) {
    if (reason instanceof NotBase64) throw wrongType(path, wanted);
    throw reason;
  }
}

async function filesAt(json: JsonObject): Promise<ReadonlyMap<string, Blob>> {
  const given = json['files'] ?? {};
  if (!isObject(given)) throw wrongType('files', words.frame.projectObject);
  const entries = Object.entries(given);
  if (entries.length > mostFiles) {
    throw new ProjectError(words.frame.projectFiles(mostFiles), 'files');
  }
  const files = new Map<string, Blob>();
  let room = projectLimit;
  for (const [name, content] of entries) {
    if (!isFileName(name)) {
      throw new ProjectError(words.frame.projectFileName(name.slice(0, 40)), 'files');
    }
    const path = `files.${name}`;
    let bytes: Uint8Array<ArrayBuffer> | null;
    if (isObject(content)) {
      const packed = bytesOf(content['gz'], path, words.frame.projectData);
      bytes = await unpack(packed, room);
      if (bytes === null) throw new ProjectError(words.frame.projectUnpack(name), path);
    } else {
      bytes = bytesOf(content, path, words.frame.projectData);
    }
    room -= bytes.byteLength;
    files.set(name, new File([bytes], name));
  }
  return files;
}

function isFileName(name: string): boolean {
  const isPrintable = Array.from(name).every((c) => c >= ' ' && c !== '\u007f');
  return name !== '' && name.length <= longestName && isPrintable && !reserved.has(name);
}
