// SPDX-License-Identifier: Apache-2.0

/** One setting that cannot be used: where it came from and the rule it breaks. */
export interface ConfigIssue {
  readonly field: string;
  readonly rule: string;
}

/** The gateway cannot start with these settings. The message lists every bad field, one a line. */
export class ConfigError extends Error {
  readonly code = 'INVALID_CONFIGURATION';

  constructor(readonly issues: readonly ConfigIssue[]) {
    super(issues.map(({ field, rule }) => `${field}: ${rule}`).join('\n'));
    this.name = 'ConfigError';
  }
}

/** A schema's issues as settings, each field's path joined by dots behind `prefix`. */
export function issuesOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  prefix = '',
): ConfigIssue[] {
  return issues.map((issue) => ({ field: `${prefix}${issue.path.map(String).join('.')}`, rule: issue.message }));
}
