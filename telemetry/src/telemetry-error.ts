// SPDX-License-Identifier: Apache-2.0

/** Why a piece of telemetry was refused. Callers branch on the code, never on the prose. */
export type TelemetryErrorCode =
  | 'MISSING_FIELD' // a required field is absent
  | 'UNKNOWN_FIELD' // a field the format does not have
  | 'WRONG_TYPE' // the value is of another JSON type than the format asks for
  | 'WRONG_FORMAT' // the text does not follow the field's pattern
  | 'NOT_AN_INTEGER' // the number is no safe integer
  | 'OUT_OF_RANGE' // the number is outside the range of the canonical encoding
  | 'TIME_ORDER' // a sample's time lies before that of the sample before it
  | 'LENGTHS_DIFFER' // the columns of a chunk have different lengths
  | 'NO_SAMPLES' // a chunk needs at least one sample
  | 'TOO_MANY_SAMPLES' // a chunk is longer than MAX_SAMPLES
  | 'WRONG_LENGTH' // bytes of a fixed-width encoding have another length
  | 'WRONG_FILE'; // a stored file is no chunk of this format

/** A refusal of telemetry, with the place it concerns and the rule it breaks. */
export class TelemetryError extends Error {
  /**
   * @param code Stable reason.
   * @param pointer JSON pointer (RFC 6901) to the offending place in the chunk's JSON form, such as
   *   `/samples/timeMs/17`; empty for the whole.
   * @param rule What the value must be, as a sentence part: `an integer from 0 to 4294967295`.
   */
  constructor(
    readonly code: TelemetryErrorCode,
    readonly pointer: string,
    readonly rule: string,
    options?: ErrorOptions,
  ) {
    super(`${pointer === '' ? 'value' : pointer}: ${rule}`, options);
    this.name = 'TelemetryError';
  }
}
