// SPDX-License-Identifier: Apache-2.0

/** Part of a configuration, as its file nests it. */
export interface Settings {
  readonly [name: string]: string | number | boolean | Settings;
}

/** Settings of Fabric's own that take the place of those chosen here; names are as in Fabric's files. */
export interface Tuning {
  /** Of every peer's `core.yaml`. */
  readonly peer?: Settings | undefined;
  /** Of every orderer's `orderer.yaml`. */
  readonly orderer?: Settings | undefined;
  /** Of the section `Orderer` of the channel's first block; later starts keep what that has. */
  readonly channel?: Settings | undefined;
  /** Environment of peers and orderers, e.g. GOGC. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A configuration with settings put over it. */
export function tuned(config: Readonly<Record<string, unknown>>, settings: Settings = {}): Record<string, unknown> {
  const entries = Object.entries(settings).map(([name, value]): [string, unknown] => {
    const below = config[name];
    return [name, typeof value === 'object' ? tuned(isSection(below) ? below : {}, value) : value];
  });
  return { ...config, ...Object.fromEntries(entries) };
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
