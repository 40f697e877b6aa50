// SPDX-License-Identifier: Apache-2.0
import { chunkKinds } from '@wattpass/telemetry';
import type { StatedSample } from './verify-sample.js';

/** The fields of a sample and of its chunk's header that can be changed to see the check fail. */
export const tamperFields = [
  'index',
  'timeMs',
  'microvolts',
  'microamps',
  'millicelsius',
  'batteryId',
  'chunk',
  'cycle',
  'startedAt',
  'kind',
] as const;

/** One of {@link tamperFields}. */
export type TamperField = (typeof tamperFields)[number];

const sampleFields = ['index', 'timeMs', 'microvolts', 'microamps', 'millicelsius'];

/** The sample with one field changed by the least that can be. */
export function tamperWith({ header, sample, proof }: StatedSample, field: TamperField): StatedSample {
  return sampleFields.includes(field)
    ? { header, sample: { ...sample, [field]: changed(sample[field as 'index']) }, proof }
    : { header: { ...header, [field]: changed(header[field as 'kind']) }, sample, proof };
}

/** The next number, the instant a millisecond later, another kind, a longer name. */
function changed(value: string | number | undefined): string | number {
  if (typeof value === 'number') {
    return value + 1;
  }
  const instant = Date.parse(value ?? '');
  if (!Number.isNaN(instant)) {
    return new Date(instant + 1).toISOString();
  }
  return chunkKinds.some((kind) => kind === value) || value === undefined ? otherKind(value) : `${value}x`;
}

function otherKind(kind: string | undefined): string {
  return kind === 'rest' ? 'mixed' : 'rest';
}
