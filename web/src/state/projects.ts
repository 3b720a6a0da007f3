/** Saves the state as a project file, and opens one: data, Spec, parameters, position. */
import { text } from '../text/text';
import type { Problem } from '../engine/model';
import type { Edits } from './edits';
import { problemOf } from './engine_face';
import { filesOf } from './intake';
import { engineVersion } from './manifest';
import type { Notices } from './notices';
import { decodeProject, encodeProject, ProjectError, projectSuffix, type Project } from './project';
import type { Shared } from './shared';

export class Projects {
  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
    private readonly notices: Notices,
  ) {}

  /** The file, and a name for it; null when there is nothing to save, or when it failed. */
  async save(): Promise<{ readonly name: string; readonly file: Blob } | null> {
    const { conductor } = this.shared;
    if (!conductor) return null;
    try {
      const { spec, step, snapshot } = await conductor.keep();
      const files = new Map<string, Blob>();
      for (const name of filesOf(spec)) {
        const file = conductor.files.get(name);
        if (file) files.set(name, file);
      }
      const { tweaked, drawing } = this.shared.state;
      const file = await encodeProject({
        engine: engineVersion,
        spec,
        snapshot,
        tweaked,
        files,
        drawing,
      });
      return { name: `${spec.data.source}-${step}${projectSuffix}`, file };
    } catch (reason) {
      const why = text.frame.projectNotSaved(problemOf(reason).message);
      this.notices.notify({ kind: 'error', text: why });
      return null;
    }
  }

  async open(file: File): Promise<void> {
    try {
      const project = await decodeProject(file);
      const problem = await this.adopt(file.name, project);
      if (problem) this.notices.report({ ...problem, path: placeIn(file, problem.path) });
    } catch (reason) {
      const path = reason instanceof ProjectError ? reason.path : '';
      const { message } = problemOf(reason);
      this.notices.notify({ kind: 'error', text: message, path: placeIn(file, path) });
    }
  }

  /** Makes the session of the project and puts it where the project was saved. */
  private async adopt(name: string, project: Project): Promise<Problem | null> {
    const { shared, edits, notices } = this;
    const { conductor, engine } = shared;
    if (!conductor || !engine) return null;
    const [refusal] = await engine.check(project.spec);
    if (refusal) return refusal;
    const missing = filesOf(project.spec).filter((file) => !project.files.has(file));
    if (missing.length > 0) {
      return {
        code: 'missing-file',
        path: name,
        message: text.frame.projectLacks(missing.join(', ')),
      };
    }
    const locked = edits.refusalOf(project.spec);
    if (locked) return locked;
    await conductor.pause();
    const former = new Map(conductor.files);
    for (const [called, content] of project.files) {
      conductor.files.set(called, new File([content], called));
    }
    const before = shared.state;
    edits.record('project');
    shared.set({ draft: null, drawing: project.drawing });
    const problem = await conductor.make(project.spec);
    if (problem) {
      for (const called of project.files.keys()) {
        const one = former.get(called);
        if (one) conductor.files.set(called, one);
        else conductor.files.delete(called);
      }
      shared.set({ draft: before.draft, drawing: before.drawing });
      edits.refused(problem);
      return null;
    }
    if (project.engine !== engineVersion) {
      const said = text.frame.projectSpecOnly(project.engine, engineVersion);
      notices.notify({ kind: 'warning', text: said });
      return null;
    }
    if (project.snapshot) {
      const failure = await conductor.restore(project.snapshot, project.tweaked);
      if (failure) {
        const said = text.frame.projectSnapshotRefused(failure.message);
        notices.notify({ kind: 'warning', text: said, path: name });
        return null;
      }
    }
    const step = String(shared.state.progress?.step ?? 0);
    notices.notify({ kind: 'info', text: text.frame.projectOpened(name, step) });
    return null;
  }
}

function placeIn({ name }: File, path: string): string {
  return path === '' ? name : `${name}: ${path}`;
}
