// SPDX-License-Identifier: Apache-2.0

import { DomainError } from '../errors.js';

/** Refuses by a rule of learning. @throws DomainError RULE_VIOLATION, always, with the rule's name in its data. */
export function violated(rule: string, detail: string, data: Readonly<Record<string, unknown>>): never {
  throw new DomainError('RULE_VIOLATION', detail, { rule, ...data });
}
