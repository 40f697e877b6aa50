// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { defaultCommitteeParameters } from '@wattpass/chaincode/domain/committee/committee-parameters.js';
import type { RankedValidator, Ranking } from '@wattpass/chaincode/domain/committee/ranking.js';
import { drawCommittee } from '@wattpass/chaincode/domain/committee/round-rules.js';
import type { SlotCommittee } from '@wattpass/chaincode/domain/committee/slot-committee.js';

export const bookRoot = 'b0'.repeat(32);
export const resultHash = 'c1'.repeat(32);
export const slot = { leag: 'north', slot: '2026-11-22T12:00:00Z' };
export const start = '2026-11-22T11:30:00.000Z';

/** The instant so many seconds after the clearing. */
export function after(seconds: number): string {
  return new Date(Date.parse(start) + seconds * 1000).toISOString();
}

/** The id of the validator that a short name stands for. */
export function validatorId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

/** A ranked validator, sponsored by the participant of its own name, with other facts as given. */
export function ranked(name: string, facts: Partial<RankedValidator> = {}): RankedValidator {
  return {
    validator: validatorId(name),
    mspId: `${name}MSP`,
    sponsor: { kind: 'participant', participant: Buffer.from(name).toString('hex').padEnd(64, '0') },
    reputation: 900_000,
    duty: 1_000_000,
    resting: false,
    ...facts,
  };
}

/** A ranking of the day of {@link start}. */
export function rankingOf(validators: readonly RankedValidator[]): Ranking {
  return { day: '2026-11-22', seed: 'aa'.repeat(32), ranked: [...validators], ruleVersion: 1, at: start };
}

/** The committee drawn from validators `v0` to `v<count - 1>`, each of an organisation of its own, under six members. */
export function committeeOf(count: number, seats = 7): SlotCommittee {
  const names = Array.from({ length: count }, (_, index) => `v${index}`);
  return drawCommittee(
    rankingOf(names.map((name) => ranked(name))),
    {
      slot,
      bookRoot,
      resultHash,
      ruleVersion: 1,
      operator: 'LeagMSP',
      traders: new Set<string>(),
      organisations: ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => `${name}MSP`),
      now: start,
    },
    { ...defaultCommitteeParameters, committeeSeats: seats },
  );
}
