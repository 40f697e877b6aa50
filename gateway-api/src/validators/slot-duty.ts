// SPDX-License-Identifier: Apache-2.0
import { sha256Hex, type OutputOf, type SlotRef } from '@wattpass/chaincode/domain';
import type { Logger } from 'pino';
import type { Caller } from '../auth/caller.js';
import type { ContractClient } from '../fabric/contract.client.js';
import { nameOf } from './cleared-slots.js';
import { readCleared } from './slot-reader.js';
import { verdictOn } from './verdict-on.js';

type CommitteeView = OutputOf<'committee:get'>;

/** How often a slot is looked at that waits for others. */
const LOOK_MS = 2_000;
/** After doing something, what it led to is looked at. */
const NEXT_MS = 100;
/** How long members that have not spoken yet are given when the quorum has. */
const GRACE_MS = 1_500;
/** How long each of the others gives the one before it in line. */
const TURN_MS = 700;

/** As whom duties are done. */
export interface Callers {
  /** The validator's own identity. */
  readonly validator: Caller;
  /** Whether it may give verdicts: a suspended one may not. */
  readonly active: boolean;
  /** A delegate, who gives the organisation's verdict. */
  readonly delegate: Caller;
}

/** What one slot asks of a validator and of its organisation: a verdict, the organisation's vote, the next step when its time has come. */
export class SlotDuty {
  /** Of each slot that is attested: the step that is possible, and when that was first seen. */
  readonly #ready = new Map<string, { readonly step: string; readonly since: number }>();

  constructor(
    private readonly contracts: Pick<ContractClient, 'evaluate' | 'submit'>,
    private readonly mspId: string,
    private readonly logger: Logger,
  ) {}

  /** Does what can be done now. @returns the milliseconds after which to look again; undefined where nothing is left to do */
  async perform(slot: SlotRef, callers: Callers): Promise<number | undefined> {
    const wait = await this.#perform(slot, callers);
    if (wait === undefined) {
      this.#ready.delete(nameOf(slot));
    }
    return wait;
  }

  async #perform(slot: SlotRef, callers: Callers): Promise<number | undefined> {
    const view = await this.contracts.evaluate(callers.delegate, 'committee:get', { slot });
    if (callers.active && this.#owesVerdict(view, callers.validator)) {
      return this.#attest(slot, callers.validator);
    }
    if (view.committee.conclusion !== undefined) {
      return undefined;
    }
    if (this.#owesVote(view)) {
      return this.#judge(slot, callers.delegate);
    }
    return view.next === 'wait' ? LOOK_MS : this.#advance(slot, view, callers.delegate);
  }

  #owesVerdict({ committee, attestations }: CommitteeView, { account }: Caller): boolean {
    return (
      committee.members.some(({ validator }) => validator === account.actorId) &&
      !attestations.some(({ validator }) => validator === account.actorId)
    );
  }

  #owesVote({ committee, organisations }: CommitteeView): boolean {
    return (
      committee.vote?.voters.includes(this.mspId) === true && !organisations.some(({ mspId }) => mspId === this.mspId)
    );
  }

  async #attest(slot: SlotRef, caller: Caller): Promise<number | undefined> {
    const read = await readCleared(this.contracts, caller, slot);
    if (read === undefined) {
      return undefined; // it has been settled or voided meanwhile
    }
    const { verdict, reason, ...found } = verdictOn(read);
    await this.contracts.submit(caller, 'committee:attest', {
      slot,
      ...found,
      verdict,
      ...(reason !== undefined && { reason }),
    });
    this.logger.info({ ...slot, verdict, reason, orders: read.orders.length }, 'attested');
    return NEXT_MS;
  }

  async #judge(slot: SlotRef, caller: Caller): Promise<number | undefined> {
    const read = await readCleared(this.contracts, caller, slot);
    if (read === undefined) {
      return undefined;
    }
    const { verdict, reason } = verdictOn(read);
    await this.contracts.submit(caller, 'committee:judge', { slot, approve: verdict === 'accept' });
    this.logger.info({ ...slot, verdict, reason }, 'judged for the organisation');
    return NEXT_MS;
  }

  /** Takes the step that time or verdicts allow, when it is this organisation's turn: all at once would only conflict. */
  async #advance(slot: SlotRef, view: CommitteeView, caller: Caller): Promise<number> {
    const { committee, next } = view;
    const { round, vote } = committee;
    const step = `${round} ${next} ${vote?.since ?? ''}`;
    const seen = this.#ready.get(nameOf(slot));
    const ready = seen?.step === step ? seen : { step, since: Date.now() };
    this.#ready.set(nameOf(slot), ready);
    const wait = ready.since + graceOf(view) + turnOf(view, this.mspId) * TURN_MS - Date.now();
    if (wait > 0) {
      return wait;
    }
    this.#ready.delete(nameOf(slot));
    const { result } = await this.contracts.submit(caller, 'committee:advance', { slot });
    const { conclusion } = result;
    this.logger.info({ ...slot, step: next, round: result.round, conclusion }, 'committee advanced');
    return NEXT_MS;
  }
}

/** A quorum can conclude at once, but who speaks after the conclusion is not paid: the last ones get a moment. */
function graceOf({ committee, attestations, next }: CommitteeView): number {
  const silent = committee.members.some(
    (member) => !attestations.some(({ validator }) => validator === member.validator),
  );
  return next === 'conclude' && committee.vote === undefined && silent ? GRACE_MS : 0;
}

/** The organisation's place in the line of those who sit or vote; it changes from slot to slot. Others come last. */
function turnOf({ committee }: CommitteeView, mspId: string): number {
  const { slot, round, members, vote } = committee;
  const organisations = vote?.voters ?? members.map((member) => member.mspId);
  const place = (name: string): string => sha256Hex(`${slot.leag} ${slot.slot} ${round} ${name}`);
  const line = [...new Set(organisations)].map(place).sort();
  const turn = line.indexOf(place(mspId));
  return turn < 0 ? line.length : turn;
}
