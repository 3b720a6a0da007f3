/** The faults that can be planted, as the core declares them. */
import { faults as generated } from '../generated/faults';
import type { Component } from './manifest';

export const faults: readonly Component[] = generated;

export const noFault = 'none';
