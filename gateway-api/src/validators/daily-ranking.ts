// SPDX-License-Identifier: Apache-2.0
import { sha256Hex, type Validator } from '@wattpass/chaincode/domain';
import type { Logger } from 'pino';
import type { Caller } from '../auth/caller.js';
import type { ContractClient } from '../fabric/contract.client.js';
import { FabricError } from '../fabric/fabric-error.js';
import { allPages } from './slot-reader.js';

/** A ranking of fewer seats no committee. */
const FEWEST = 3;
/** Validators that have only just become active wait for others that do so at the same time. */
const SETTLING_MS = 5_000;
/** How long each of the others gives the one before it in line. */
const TURN_MS = 1_500;
/** From when on the day's ranking can be taken: ten minutes after midnight UTC. */
const OPENS_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

/** Takes the ranking of each day, unless another gateway has done so. */
export class DailyRanking {
  #taken = '';

  constructor(
    private readonly contracts: Pick<ContractClient, 'evaluate' | 'submit'>,
    private readonly logger: Logger,
    private readonly now: () => number = Date.now,
  ) {}

  /** Makes sure that the day has its ranking; gives the milliseconds after which to look again, or undefined where it has. */
  async ensure(caller: Caller): Promise<number | undefined> {
    const now = this.now();
    const day = new Date(now).toISOString().slice(0, 10);
    if (day === this.#taken || (await this.#exists(caller, day))) {
      this.#taken = day;
      return undefined;
    }
    const wait = (await this.#opensAt(caller, day)) - now;
    if (wait > 0) {
      return wait;
    }
    const { result } = await this.contracts.submit(caller, 'committee:takeRanking', { day });
    this.#taken = day;
    this.logger.info({ day, validators: result.ranked.length }, 'ranking taken');
    return undefined;
  }

  async #exists(caller: Caller, day: string): Promise<boolean> {
    try {
      await this.contracts.evaluate(caller, 'committee:ranking', { day });
      return true;
    } catch (error) {
      if (error instanceof FabricError && error.code === 'NOT_FOUND') {
        return false;
      }
      throw error;
    }
  }

  /** When this validator's turn comes: they stand in an order that changes daily, so that they do not all try at once. */
  async #opensAt(caller: Caller, day: string): Promise<number> {
    const all = await allPages((bookmark) =>
      this.contracts.evaluate(caller, 'committee:validators', { limit: 100, bookmark }),
    );
    const active = all.filter(({ status }) => status === 'active');
    const line = active.map(({ id }) => sha256Hex(`${day}${id}`)).sort();
    const turn = line.indexOf(sha256Hex(`${day}${caller.account.actorId}`));
    if (active.length < FEWEST || turn < 0) {
      return this.now() + DAY_MS;
    }
    return Math.max(Date.parse(day) + OPENS_MS, youngest(active) + SETTLING_MS) + turn * TURN_MS;
  }
}

function youngest(validators: readonly Validator[]): number {
  return Math.max(...validators.map(({ since }) => Date.parse(since)));
}
