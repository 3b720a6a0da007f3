/** A plot, as far as saving it needs: what it is called, how to draw it, what it is made of. */
import type { Surface } from './surface';

export interface PlotSource {
  /** Of the file: letters, digits and dashes. */
  readonly name: string;
  /** What it shows, in words. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** The colour behind it, for the theme in force and for paper. */
  readonly ground: string;
  /** Whether it can be drawn in the colours for paper, whatever the theme is. */
  readonly forPaper: boolean;
  draw(surface: Surface, onPaper: boolean): void;
  /** The data as CSV; null where there are none to tell. */
  csv(): string | null;
}
