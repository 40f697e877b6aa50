// SPDX-License-Identifier: Apache-2.0

/** One benchmark of the command line, `npm run bench -- NAME [flags]`. */
export interface Benchmark {
  /** Its flags as a user types them, for the usage message. */
  readonly usage: string;
  /**
   * Measures. Progress goes to standard error; what it returns is printed as one line of JSON, the last on standard
   * output, and holds a ratio to a named baseline of the same run.
   * @param args - The flags, unparsed.
   * @throws UsageError naming the flag and the rule.
   */
  run(args: readonly string[]): Promise<unknown>;
}
