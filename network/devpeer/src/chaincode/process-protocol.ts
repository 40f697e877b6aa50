// SPDX-License-Identifier: Apache-2.0

/** What the devpeer asks of the process that guards its chaincode processes. */
export type GuardRequest =
  | {
      readonly type: 'start';
      readonly id: string;
      readonly command: string;
      readonly args: readonly string[];
      readonly cwd: string | undefined;
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly type: 'kill'; readonly id: string };

/** What the guard reports back. */
export type GuardEvent =
  | { readonly type: 'line'; readonly id: string; readonly line: string }
  | { readonly type: 'exit'; readonly id: string; readonly reason: string };
