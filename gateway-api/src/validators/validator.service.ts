// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AccountStore } from '../auth/account.store.js';
import type { Caller } from '../auth/caller.js';
import type { ServiceCaller } from '../auth/service-caller.js';
import type { ContractClient } from '../fabric/contract.client.js';
import { FabricError } from '../fabric/fabric-error.js';
import type { ContractEvent, LedgerClient } from '../fabric/ledger-client.js';
import type { CheckpointFile } from './checkpoint-file.js';
import { ClearedSlots } from './cleared-slots.js';
import type { DailyRanking } from './daily-ranking.js';
import type { OwnValidator } from './own-validator.js';
import type { SlotDuty } from './slot-duty.js';

/** How long the service rests while nothing is announced: then it looks whether there is a market, or a new day. */
const REST_MS = 60_000;
const RETRY_MS = 5_000;
const STOP_MS = 5_000;
const RECONNECT_MS = { first: 500, longest: 15_000 } as const;

/** What a {@link ValidatorService} is made of. */
export interface ValidatorParts {
  readonly ledger: Pick<LedgerClient, 'follow'>;
  readonly contracts: Pick<ContractClient, 'evaluate'>;
  readonly accounts: Pick<AccountStore, 'signer'>;
  readonly delegate: Pick<ServiceCaller, 'get'>;
  readonly own: Pick<OwnValidator, 'caller' | 'standing'>;
  readonly ranking: Pick<DailyRanking, 'ensure'>;
  readonly duty: Pick<SlotDuty, 'perform'>;
  readonly checkpoint: Pick<CheckpointFile, 'read' | 'write'>;
  readonly logger: Logger;
}

/**
 * The organisation's validator: it follows the contracts' events, re-runs every clearing that waits for its verdict or its
 * organisation's, and takes committees on when their time has come. All it says follows from the ledger, so that a restart
 * can make it say nothing else. Until there is a market it enrols nobody and writes nothing.
 */
export class ValidatorService {
  readonly #ended = new AbortController();
  readonly #slots: ClearedSlots;
  #running: Promise<unknown> | undefined;
  #hasMarket = false;
  #active: boolean | undefined;
  #wake: () => void = () => undefined;
  #isWoken = false;

  constructor(private readonly parts: ValidatorParts) {
    this.#slots = new ClearedSlots(parts.checkpoint.read());
  }

  start(): void {
    this.#running ??= Promise.all([this.#follow(), this.#work()]);
  }

  /** Ends what runs, and waits for it, but not for a ledger that does not answer. */
  async stop(): Promise<void> {
    this.#ended.abort();
    this.#wake();
    const done = new AbortController();
    const patience = sleep(STOP_MS, undefined, { signal: done.signal }).catch(() => undefined);
    await Promise.race([this.#running, patience]);
    done.abort();
  }

  async #follow(): Promise<void> {
    const { ledger, accounts, delegate, logger } = this.parts;
    let pause: number = RECONNECT_MS.first;
    while (!this.#ended.signal.aborted) {
      try {
        const signer = await accounts.signer((await delegate.get()).account.id);
        if (signer === undefined) {
          throw new FabricError('IDENTITY_REFUSED', 'the delegate has no identity on the ledger');
        }
        for await (const event of ledger.follow(signer, this.#slots.checkpoint, this.#ended.signal)) {
          pause = RECONNECT_MS.first;
          this.#note(event);
        }
      } catch (error) {
        logger.warn({ err: error }, "the contracts' events are interrupted");
      }
      await sleep(pause, undefined, { signal: this.#ended.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, RECONNECT_MS.longest);
    }
  }

  #note(event: ContractEvent): void {
    if (event.name === 'committee.validator' || event.name === 'committee.doubleVerdict') {
      this.#active = undefined; // it may be about the own one
    }
    if (this.#slots.note(event)) {
      this.#isWoken = true;
      this.#wake();
    }
  }

  async #work(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      this.#isWoken = false;
      const wait = await this.#tend().catch((error: unknown) => {
        this.parts.logger.warn({ err: error }, "the validator's work is left for later");
        return RETRY_MS;
      });
      await this.#rest(wait);
    }
  }

  /** Waits, unless something has been announced meanwhile or is while waiting. */
  async #rest(wait: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#isWoken || this.#ended.signal.aborted ? 0 : wait);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }

  /** Does what there is to do, and gives the milliseconds to rest. */
  async #tend(): Promise<number> {
    const { own, ranking, checkpoint } = this.parts;
    const delegate = await this.parts.delegate.get();
    let wait = REST_MS;
    if (await this.#marketExists(delegate)) {
      this.#active ??= await this.#mayAttest();
      const callers = { validator: await own.caller(), active: this.#active, delegate };
      if (this.#active) {
        wait = Math.min(wait, (await ranking.ensure(callers.validator)) ?? wait);
      }
      await Promise.all(this.#slots.take(Date.now()).map((slot) => this.#serve(slot, callers)));
      wait = Math.min(wait, Math.max(0, this.#slots.next - Date.now()));
    }
    checkpoint.write(this.#slots.checkpoint);
    return wait;
  }

  /** Without a seat the organisation's own verdict and the committee's steps are still its duty. */
  async #mayAttest(): Promise<boolean> {
    const { own, logger } = this.parts;
    try {
      const { id, status } = await own.standing();
      if (status !== 'active') {
        logger.warn({ validator: id, status }, 'the validator takes no seat');
      }
      return status === 'active';
    } catch (error) {
      if (error instanceof FabricError && error.code === 'CONFLICT') {
        logger.warn({ err: error }, 'the organisation has another validator; retire that one to use this');
        return false;
      }
      throw error;
    }
  }

  /** One slot's trouble keeps no other waiting. */
  async #serve(...[slot, callers]: Parameters<SlotDuty['perform']>): Promise<void> {
    try {
      const wait = await this.parts.duty.perform(slot, callers);
      if (wait === undefined) {
        this.#slots.done(slot);
      } else {
        this.#slots.later(slot, Date.now() + wait);
      }
    } catch (error) {
      this.parts.logger.warn({ ...slot, err: error }, 'a slot is left for later');
      this.#slots.later(slot, Date.now() + RETRY_MS);
    }
  }

  async #marketExists(caller: Caller): Promise<boolean> {
    if (!this.#hasMarket) {
      try {
        const { leags } = await this.parts.contracts.evaluate(caller, 'market:leags', {});
        this.#hasMarket = leags.length > 0;
      } catch (error) {
        if (!(error instanceof FabricError) || error.code !== 'UNAUTHENTICATED_ROLE') {
          throw error;
        } // before the founding nobody has a role
      }
    }
    return this.#hasMarket;
  }
}
