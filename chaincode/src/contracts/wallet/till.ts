// SPDX-License-Identifier: Apache-2.0

import { amountText, positiveText } from '../../domain/wallet/amount.js';
import { Coin, outputId } from '../../domain/wallet/coin.js';
import {
  divide,
  expired,
  held,
  requireOpenEscrow,
  requireStep,
  toppedUp,
  withDue,
} from '../../domain/wallet/escrow-rules.js';
import type { Division } from '../../domain/wallet/escrow-rules.js';
import { Escrow, type EscrowPlace } from '../../domain/wallet/escrow.js';
import { LedgerIdentity } from '../../domain/wallet/ledger-identity.js';
import { drawn, type NoteShare } from '../../domain/wallet/note-rules.js';
import { Note } from '../../domain/wallet/note.js';
import type { Payee } from '../../domain/wallet/payee.js';
import type { PayloadContext } from '../../domain/wallet/payload-rules.js';
import type { SignedSpend } from '../../domain/wallet/payload.js';
import {
  notLive,
  requireConserved,
  requireLive,
  requireSpend,
  type SpendTerms,
} from '../../domain/wallet/spend-rules.js';
import { DomainError } from '../../domain/errors.js';
import { keys } from '../../ledger/keys.js';
import { load } from '../../ledger/repository.js';
import type { Session } from '../session.js';
import { Drawer } from './drawer.js';

/** An escrow to be locked with money that is in the till. */
export type NewEscrow = Omit<Escrow, 'amount' | 'state' | 'due' | 'heldAt'> & { readonly amount: bigint };

/**
 * All money that moves in one transaction goes through its till: coins, notes and escrows are emptied into it, and it pays
 * out new ones. {@link Till.close} refuses to write while anything is left in it or missing, so a contract can neither
 * lose money nor make it, whatever its rules say. Every contract that moves money opens one till in a transaction.
 */
export class Till {
  readonly #session: Session;
  readonly #coins: Drawer<Coin>;
  readonly #notes: Drawer<Note>;
  readonly #escrows: Drawer<Escrow>;
  /** New notes of refunds, by pseudonym and refund address, which take further refunds of this transaction. */
  readonly #refunded = new Map<string, Note>();
  readonly #paid = { coins: [] as Coin[], notes: new Map<string, Note>() };
  #balance = 0n;
  #outputs = 0;

  private constructor(
    session: Session,
    /** What payloads are judged against. */
    readonly context: PayloadContext,
  ) {
    this.#session = session;
    this.#coins = new Drawer(session.ledger, Coin);
    this.#notes = new Drawer(session.ledger, Note);
    this.#escrows = new Drawer(session.ledger, Escrow);
  }

  /** @throws DomainError NOT_FOUND until the members have voted which ledger this is */
  static async open(session: Session): Promise<Till> {
    const identity = await load(session.ledger, LedgerIdentity, keys.ledgerIdentity());
    return new Till(session, { identity, now: session.now });
  }

  /**
   * Takes the coins of a signed payload and makes its coins, notes and relay fee. What it sends to escrows, and what it
   * redeems, stays in the till for the caller to lock or to burn.
   * @throws DomainError as `requireSpend`, COIN_NOT_LIVE, RULE_VIOLATION (conserved)
   */
  async spend(spend: SignedSpend, terms: SpendTerms): Promise<void> {
    requireSpend(spend, terms, this.context);
    const { inputs, outputs, relayFee } = spend.payload;
    const found = await Promise.all(inputs.map(({ owner, id }) => this.#coins.find(keys.coin(owner, id))));
    const ids = inputs.map(({ id }) => id);
    const coins = requireLive(ids, found);
    requireConserved(spend.payload, coins);
    for (const { owner, id, amount } of coins) {
      this.#coins.set(keys.coin(owner, id), undefined);
      this.#balance += BigInt(amount);
    }
    for (const output of outputs) {
      if (output.kind === 'coin') {
        this.payCoin(output.owner, BigInt(output.amount));
      } else if (output.kind === 'note') {
        this.#payNote(output.trader, output.refundTo, BigInt(output.amount));
      }
    }
    if (spend.relayFeeTo !== undefined) {
      this.payCoin(spend.relayFeeTo, BigInt(relayFee));
    }
  }

  /**
   * Draws on a pseudonym's notes, in the order named, for an order that the caller has checked the pseudonym's signature on.
   * The last keeps its id with the rest.
   * @returns where the first note was to go back to.
   * @throws DomainError COIN_NOT_LIVE, RULE_VIOLATION (deposit)
   */
  async draw(trader: string, noteIds: readonly string[], amount: bigint): Promise<string> {
    const found = await Promise.all(noteIds.map((id) => this.#notes.find(keys.note(trader, id))));
    const notes = requireLive(noteIds, found);
    this.#take(drawn(notes, amount));
    return notes[0]?.refundTo ?? '';
  }

  /** Empties a note into the till and gives it. @throws DomainError COIN_NOT_LIVE */
  async emptyNote(trader: string, noteId: string): Promise<Note> {
    const note = await this.#notes.find(keys.note(trader, noteId));
    if (note === undefined) {
      throw notLive([noteId]);
    }
    this.#take([{ note, taken: BigInt(note.amount) }]);
    return note;
  }

  /**
   * Locks money of the till in an escrow.
   * @throws DomainError CONFLICT where one is open in this place, RULE_VIOLATION (settleDue, amountRange)
   */
  async lock({ amount, ...rest }: NewEscrow): Promise<Escrow> {
    const { purpose, ref, onTimeout, beneficiary } = rest;
    if (onTimeout === 'settleDue' && beneficiary.kind === 'contract') {
      throw new DomainError('RULE_VIOLATION', 'who is paid at a deadline is an address, fixed when it is locked', {
        rule: 'settleDue',
      });
    }
    const at = escrowKey(rest);
    if ((await this.#escrows.find(at)) !== undefined) {
      throw new DomainError('CONFLICT', `an escrow ${purpose} ${ref.join('/')} is open already`, { purpose, ref });
    }
    const escrow: Escrow = { ...rest, amount: positiveText(amount), state: 'LOCKED', due: '0' };
    this.#escrows.set(at, escrow);
    this.#balance -= amount;
    return escrow;
  }

  /** An open escrow. @throws DomainError ESCROW_CLOSED */
  async escrow(place: EscrowPlace): Promise<Escrow> {
    return requireOpenEscrow(await this.#escrows.find(escrowKey(place)), place);
  }

  /** Puts money of the till into an escrow. @throws DomainError ESCROW_CLOSED, ILLEGAL_STATUS, RULE_VIOLATION */
  topUp(escrow: Escrow, amount: bigint): Escrow {
    const next = toppedUp(this.#latest(escrow), amount);
    this.#balance -= amount;
    return this.#keep(next);
  }

  /** Notes what the beneficiary is due by now. @throws DomainError ESCROW_CLOSED, ILLEGAL_STATUS, RULE_VIOLATION */
  setDue(escrow: Escrow, due: bigint): Escrow {
    return this.#keep(withDue(this.#latest(escrow), due));
  }

  /** Holds an escrow under dispute. @throws DomainError ESCROW_CLOSED, ILLEGAL_STATUS */
  hold(escrow: Escrow, until: string): Escrow {
    return this.#keep(held(this.#latest(escrow), this.#session.now, until));
  }

  /**
   * Ends an escrow: `paid` goes to its beneficiary, or into the till where the contract decides who gets it, and the rest
   * back. @throws DomainError ESCROW_CLOSED, ILLEGAL_STATUS, RULE_VIOLATION (withinEscrow)
   */
  settle(escrow: Escrow, paid: bigint): void {
    const latest = this.#latest(escrow);
    requireStep(latest, 'settle');
    this.#end(latest, divide(latest, paid));
  }

  /** Ends an escrow with everything going back. @throws DomainError ESCROW_CLOSED, ILLEGAL_STATUS */
  refund(escrow: Escrow): void {
    const latest = this.#latest(escrow);
    requireStep(latest, 'refund');
    this.#end(latest, divide(latest, 0n));
  }

  /** Ends a disputed escrow as the panel ruled. @throws DomainError ESCROW_CLOSED, ILLEGAL_STATUS, RULE_VIOLATION */
  rule(escrow: Escrow, paid: bigint): void {
    const latest = this.#latest(escrow);
    requireStep(latest, 'rule');
    this.#end(latest, divide(latest, paid));
  }

  /** Ends an escrow whose deadline has passed, as was fixed. @throws DomainError ESCROW_CLOSED, ILLEGAL_STATUS */
  expire(escrow: Escrow): void {
    const latest = this.#latest(escrow);
    this.#end(latest, expired(latest, this.#session.now));
  }

  /** Pays out of the till, at once or never: 0 makes nothing. @throws DomainError RULE_VIOLATION (amountRange) */
  pay(payee: Payee, amount: bigint): void {
    if (payee.kind === 'coin') {
      this.payCoin(payee.owner, amount);
    } else {
      this.#refundNote(payee.trader, payee.refundTo, amount);
    }
  }

  /** Makes a coin for an address. 0 makes none. @throws DomainError RULE_VIOLATION (amountRange) */
  payCoin(owner: string, amount: bigint): void {
    const text = amountText(amount);
    if (text !== '0') {
      const coin = { id: this.#nextId(), owner, amount: text };
      this.#coins.set(keys.coin(owner, coin.id), coin);
      this.#paid.coins.push(coin);
      this.#balance -= amount;
    }
  }

  /** Puts money into circulation. For `wallet:issue` alone. */
  issue(amount: bigint): void {
    this.#balance += amount;
  }

  /** Takes money out of circulation. For `wallet:redeem` alone. */
  burn(amount: bigint): void {
    this.#balance -= amount;
  }

  /** What is in the till, and not spoken for yet. */
  get balance(): bigint {
    return this.#balance;
  }

  /** What it has paid out so far, in that order. */
  get made(): { coins: Coin[]; notes: Note[] } {
    return { coins: [...this.#paid.coins], notes: [...this.#paid.notes.values()] };
  }

  /** Writes everything. @throws DomainError INTERNAL unless the till is empty to the unit */
  async close(): Promise<void> {
    if (this.#balance !== 0n) {
      throw new DomainError('INTERNAL', `${this.#balance} would be lost or made by this transaction`, {
        balance: this.#balance.toString(),
      });
    }
    await this.#coins.write();
    await this.#notes.write();
    await this.#escrows.write();
  }

  #end(escrow: Escrow, { paid, refunded }: Division): void {
    this.#escrows.set(escrowKey(escrow), undefined);
    this.#balance += paid + refunded;
    if (escrow.beneficiary.kind === 'address') {
      this.payCoin(escrow.beneficiary.owner, paid);
    }
    this.pay(escrow.refundTo, refunded);
  }

  #latest(escrow: Escrow): Escrow {
    return requireOpenEscrow(this.#escrows.latest(escrowKey(escrow), escrow), escrow);
  }

  #keep(escrow: Escrow): Escrow {
    this.#escrows.set(escrowKey(escrow), escrow);
    return escrow;
  }

  #take(shares: readonly NoteShare[]): void {
    for (const { note, taken } of shares) {
      const rest = amountText(BigInt(note.amount) - taken);
      this.#notes.set(keys.note(note.trader, note.id), rest === '0' ? undefined : { ...note, amount: rest });
      this.#balance += taken;
    }
  }

  #payNote(trader: string, refundTo: string, amount: bigint): Note {
    this.#balance -= amount;
    return this.#keepNote({ id: this.#nextId(), trader, refundTo, amount: amountText(amount) });
  }

  /** Refunds of one transaction to one deposit make one note, or a trader's notes would multiply with its orders. */
  #refundNote(trader: string, refundTo: string, amount: bigint): void {
    if (amount === 0n) {
      return;
    }
    const target = `${trader}/${refundTo}`;
    const before = this.#refunded.get(target);
    if (before === undefined) {
      this.#refunded.set(target, this.#payNote(trader, refundTo, amount));
      return;
    }
    const more = { ...before, amount: amountText(BigInt(before.amount) + amount) };
    this.#refunded.set(target, this.#keepNote(more));
    this.#balance -= amount;
  }

  #keepNote(note: Note): Note {
    this.#notes.set(keys.note(note.trader, note.id), note);
    this.#paid.notes.set(note.id, note);
    return note;
  }

  #nextId(): string {
    const id = outputId(this.#session.txId, this.#outputs);
    this.#outputs += 1;
    return id;
  }
}

function escrowKey({ purpose, ref }: EscrowPlace): ReturnType<typeof keys.escrow> {
  return keys.escrow(purpose, ...ref);
}
