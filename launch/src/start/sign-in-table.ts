// SPDX-License-Identifier: Apache-2.0
import { relative } from 'node:path';
import { callersFolder } from '../command-line/values.js';
import type { RunningConsortium } from '../consortium/running-consortium.js';
import type { StateDirectory } from '../state-directory.js';

/** Organisations, gateways and the files with the keys to sign in with, for people. */
export function signInTable({ gateways }: RunningConsortium, state: Pick<StateDirectory, 'signIn'>): string {
  const rows = [
    ['organisation', 'gateway', 'sign-in (API key in this file)'],
    ...gateways.gateways.map(({ organisation, url }) => [organisation, url, shown(state.signIn(organisation))]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Commands to go on with; they work as they stand. */
export function nextSteps({ desks }: RunningConsortium, state: Pick<StateDirectory, 'signIn' | 'root'>): string {
  const ask = (role: 'operator' | 'producer', path: string): string =>
    `  curl -s -H "Authorization: Bearer $(cat ${shown(state.signIn(role))})" ${desks[role].url}/api/v1${path}`;
  return [
    'next steps, in another terminal:',
    ask('operator', '/consortium'),
    ask('operator', '/batteries'),
    ask('producer', '/me'),
    `  npm run network -- status --state ${shown(state.root)}`,
    `  npm run verify -- chain${stateFlag(state.root)}`,
  ].join('\n');
}

/** The command that checks a sample of this battery. */
export function verifyStep(batteryId: string, { root }: Pick<StateDirectory, 'root'>): string {
  return `  npm run verify -- sample --battery ${batteryId} --chunk 0 --index 0${stateFlag(root)}`;
}

function stateFlag(root: string): string {
  return shown(root) === defaultState ? '' : ` --state ${shown(root)}`;
}

/** Where state lies unless another place is given. */
export const defaultState = '.wattpass';

/** A path as the user would type it. */
function shown(file: string): string {
  const short = relative(callersFolder(), file);
  return short.startsWith('..') ? file : short;
}
