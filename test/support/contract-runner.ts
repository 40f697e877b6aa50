// SPDX-License-Identifier: Apache-2.0
import './quiet-shim.js';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { contracts as served } from '@wattpass/chaincode';
import {
  canonicalJson,
  collections,
  decodeError,
  defaultRuleParameters,
  implicitCollection,
  PRIVATE_FIELD,
  transactions,
  type Collection,
  type CollectionName,
  type InputOf,
  type Json,
  type Member,
  type OutputOf,
  type Role,
  type RuleVersion,
  type Transaction,
  type TransactionName,
} from '@wattpass/chaincode/domain';
import type { Certified } from '@wattpass/chaincode/ledger/actor.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { LedgerContext } from '@wattpass/chaincode/ledger/ledger-context.js';
import type { Key, Ledger } from '@wattpass/chaincode/ledger/ledger.js';
import { encodeRecord } from '@wattpass/chaincode/ledger/repository.js';
import { organisations } from './actors.js';
import { CommittedState, composeKey } from './committed-state.js';
import { InMemoryLedger, type EmittedEvent } from './in-memory-ledger.js';
import { testLedger } from './wallet-keys.js';

/** A transaction that has been endorsed but not yet committed. */
export interface Endorsed<N extends TransactionName> {
  readonly output: OutputOf<N>;
  readonly ledger: InMemoryLedger;
  /** Orders and validates it. @throws Error MVCC_READ_CONFLICT when what it read has changed since. */
  readonly commit: () => void;
}

/** A contract class as fabric-shim gets it. */
export type ContractClass = (typeof served)[number];

class TestContext extends LedgerContext {
  constructor(
    private readonly facts: {
      readonly ledger: Ledger;
      readonly certified: Certified;
      readonly time: Date;
      readonly clock: number;
      readonly txId: string;
      readonly payload: Uint8Array | undefined;
    },
  ) {
    super();
  }

  override get ledger(): Ledger {
    return this.facts.ledger;
  }

  override get certified(): Certified {
    return this.facts.certified;
  }

  override get time(): Date {
    return this.facts.time;
  }

  override get clock(): number {
    return this.facts.clock;
  }

  override get txId(): string {
    return this.facts.txId;
  }

  override transient(field: string): Uint8Array | undefined {
    return field === PRIVATE_FIELD ? this.facts.payload : undefined;
  }
}

/** Contracts over an in-memory channel: endorses on two simulated peers, compares them, validates and commits. */
export class ContractRunner {
  readonly state = new CommittedState();
  readonly events: EmittedEvent[] = [];
  /** What the last simulation read and would have written, also when the contract refused. */
  lastLedger: InMemoryLedger | undefined;
  /** The peers' clock, milliseconds since 1970: the machine's, unless a test needs another time of day. */
  clock = (): number => Date.now();
  /** How far the transactions' clock runs ahead of the peers', milliseconds; contracts allow 5 minutes. */
  clockAhead = 0;
  /** Which roles each organisation plays, which decides its membership in the collections. */
  readonly #roles: Map<string, readonly Role[]>;
  #count = 0;

  constructor(
    private readonly contracts: readonly ContractClass[] = served,
    members: readonly { mspId: string; roles: readonly Role[] }[] = organisations.map(({ mspId, role }) => ({
      mspId,
      roles: [role],
    })),
  ) {
    this.#roles = new Map(members.map(({ mspId, roles }) => [mspId, roles]));
  }

  /** Endorses, orders and commits one transaction. @throws DomainError as the contract refuses, or the peer's Error. */
  async submit<N extends TransactionName>(
    caller: Certified,
    name: N,
    input: InputOf<N>,
    payload?: Json | Uint8Array,
  ): Promise<OutputOf<N>> {
    const endorsed = await this.endorse(caller, name, input, payload);
    endorsed.commit();
    return endorsed.output;
  }

  /** Reads. @throws DomainError as the contract refuses, or the peer's Error. */
  async evaluate<N extends TransactionName>(caller: Certified, name: N, input: InputOf<N>): Promise<OutputOf<N>> {
    const { output, ledger } = await this.#simulate(caller, name, input, undefined, this.#next());
    assert.deepEqual(ledger.writes, [], `${name} reads only`);
    assert.equal(ledger.event, undefined, `${name} announces nothing`);
    return output;
  }

  /** Simulates a transaction without committing it, so that another can come in between. */
  async endorse<N extends TransactionName>(
    caller: Certified,
    name: N,
    input: InputOf<N>,
    payload?: Json | Uint8Array,
  ): Promise<Endorsed<N>> {
    const transaction = this.#next();
    const first = await this.#simulate(caller, name, input, payload, transaction);
    const second = await this.#simulate(caller, name, input, payload, transaction);
    assert.deepEqual(second.ledger.writes, first.ledger.writes, `${name} is deterministic`);
    assert.deepEqual(second.ledger.event, first.ledger.event, `${name} is deterministic`);
    assert.deepEqual(second.output, first.output, `${name} is deterministic`);
    const { ledger, output } = first;
    return {
      output,
      ledger,
      commit: () => {
        if (!ledger.stillValid) {
          throw new Error('MVCC_READ_CONFLICT');
        }
        this.state.commit(ledger.writes, transaction.txId, transaction.time);
        if (ledger.event !== undefined) {
          this.events.push(ledger.event);
        }
      },
    };
  }

  /** Puts a record on the ledger without any contract. */
  seed(key: Key, record: object): void {
    const { txId, time } = this.#next();
    this.state.commit([{ key: composeKey(key), value: encodeRecord(record) }], txId, time);
  }

  /** The time of a transaction that is sent now. */
  now(): Date {
    return new Date(this.clock() + this.clockAhead);
  }

  /** The last event. */
  get lastEvent(): EmittedEvent | undefined {
    return this.events.at(-1);
  }

  async #simulate<N extends TransactionName>(
    caller: Certified,
    name: N,
    input: InputOf<N>,
    payload: Json | Uint8Array | undefined,
    { txId, time }: { readonly txId: string; readonly time: Date },
  ): Promise<{ output: OutputOf<N>; ledger: InMemoryLedger }> {
    const [contractName = '', method = ''] = name.split(':');
    const contract = this.contracts
      .map((contractClass) => new contractClass())
      .find((each) => each.getName() === contractName);
    assert.ok(contract, `contract ${contractName} is served`);
    const own = this.#roles.get(caller.mspId) ?? [];
    const ledger = new InMemoryLedger(this.state, (collection) => isMember(collection, own), caller.mspId);
    const bytes =
      payload instanceof Uint8Array || payload === undefined ? payload : Buffer.from(canonicalJson(payload));
    this.lastLedger = ledger;
    const context = new TestContext({ ledger, certified: caller, time, clock: this.clock(), txId, payload: bytes });
    const answer = contract.aroundTransaction(context, method as never, [JSON.stringify(input)]) as Promise<unknown>;
    const text = await answer.catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      throw decodeError(message) ?? error;
    });
    const transaction: Transaction = transactions[name];
    checkWrites(name, transaction, ledger, { mspId: caller.mspId, own });
    if (bytes !== undefined) {
      checkSecrecy(name, bytes, [JSON.stringify(input), String(text), JSON.stringify(ledger.event ?? {})]);
    }
    return { output: transaction.output.parse(JSON.parse(String(text))) as OutputOf<N>, ledger };
  }

  #next(): { txId: string; time: Date } {
    this.#count += 1;
    const txId = createHash('sha256').update(`tx ${this.#count}`).digest('hex');
    return { txId, time: this.now() };
  }
}

/**
 * A transaction writes what the catalogue says: public state, or the one collection of the caller's role; and it emits no
 * more of private records than kind, id and commitment.
 */
function checkWrites(
  name: string,
  { writes, implicit }: Transaction,
  ledger: InMemoryLedger,
  { mspId, own }: { readonly mspId: string; readonly own: readonly Role[] },
): void {
  const isPublic = writes === undefined && implicit === undefined;
  // what writes nothing would need the chaincode's own majority, which members of a collection alone do not make
  assert.ok(isPublic || ledger.writes.length > 0, `${name} writes, also when it is repeated`);
  for (const { collection } of ledger.writes) {
    if (implicit === true) {
      assert.equal(collection, implicitCollection(mspId), `${name} writes the own organisation's collection`);
    } else {
      checkCollection(name, writes, collection, own);
    }
  }
  for (const item of isPublic ? [] : (ledger.event?.payload.items ?? [])) {
    assert.deepEqual(Object.keys(item).sort(), ['commitment', 'id', 'kind'], `${name} announces no private facts`);
  }
}

function checkCollection(
  name: string,
  writes: Transaction['writes'],
  collection: Collection | undefined,
  own: readonly Role[],
): void {
  if (writes === undefined) {
    assert.equal(collection, undefined, `${name} writes public state only`);
    return;
  }
  const named = collection !== undefined && isNamed(collection) ? collection : undefined;
  assert.ok(named !== undefined && Object.values(writes).includes(named), `${name} writes its collection`);
  assert.ok(own.includes(collections[named].writer), `${name} is endorsed by the collection's writer`);
}

/** Fabric checks nobody's membership at an implicit collection: whoever reaches the organisation's peer is served. */
function isMember(collection: Collection, own: readonly Role[]): boolean {
  return (
    !isNamed(collection) || own.some((role) => (collections[collection].readers as readonly Role[]).includes(role))
  );
}

function isNamed(collection: Collection): collection is CollectionName {
  return collection in collections;
}

/** Nothing of a private payload stands in what every member can read in the block: arguments, answer and event. */
function checkSecrecy(name: string, payload: Uint8Array, published: readonly string[]): void {
  const salts =
    Buffer.from(payload)
      .toString('utf8')
      .match(/(?<="salt":")[0-9a-f]{32,}/g) ?? [];
  for (const text of published) {
    assert.ok(!salts.some((salt) => text.includes(salt)), `${name} keeps its payload out of the block`);
  }
}

/** A runner whose consortium of six, and of `others`, stands already, under the given rules, and knows its ledger. */
export function consortiumOfSix(
  parameters: Partial<RuleVersion['parameters']> = {},
  others: readonly { mspId: string; name: string; role: Role }[] = [],
): ContractRunner {
  const founders = [...organisations, ...others];
  const runner = new ContractRunner(
    served,
    founders.map(({ mspId, role }) => ({ mspId, roles: [role] })),
  );
  const since = '2026-01-01T00:00:00.000Z';
  runner.seed(keys.consortium(), { name: 'Wattpass', foundedAt: since, foundedBy: 'ProducerMSP' });
  for (const { mspId, name, role } of founders) {
    const member: Member = {
      mspId,
      name,
      roles: [role],
      status: 'active',
      since,
      ...(role === 'recycler' && { delegator: 'ProducerMSP' }),
    };
    runner.seed(keys.member(mspId), member);
  }
  const rules: RuleVersion = {
    version: 1,
    parameters: { ...defaultRuleParameters, ...parameters },
    effectiveFrom: since,
  };
  runner.seed(keys.rules(), rules);
  runner.seed(keys.ledgerIdentity(), testLedger);
  return runner;
}
