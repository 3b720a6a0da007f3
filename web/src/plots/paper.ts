/** The light theme's colours on white, for pictures that leave the page. A test keeps them alike. */
import type { Palette } from './surface';

export const paper: Palette = {
  ink: '#17212b',
  muted: '#52606d',
  surface: '#ffffff',
  hairline: '#d5dbe0',
  edge: '#7d8994',
  grid: '#e6eaed',
  accent: '#0b6b66',
  train: '#0b6b66',
  validation: '#7b4bb3',
  test: '#b04a00',
};
