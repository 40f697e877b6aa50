// SPDX-License-Identifier: Apache-2.0

import { canonicalJson } from '../canonical-json.js';
import { reinstatedValidator } from '../committee/validator-rules.js';
import type { Validator } from '../committee/validator.js';
import { DomainError } from '../errors.js';
import { compareInstants } from '../instant.js';
import { requireEscrowsOutlast } from '../market/market-parameters.js';
import type { RegionalLine } from '../market/regional/regional-line.js';
import { checkLines } from '../market/regional/regional-slot-rules.js';
import type { Reputation, Trust } from '../reputation/reputation.js';
import { restored } from '../reputation/standing-rules.js';
import { crossing } from '../reputation/trust-rules.js';
import type { Role } from '../roles.js';
import type { LinkOpening } from '../trader/link-opening.js';
import { requireEnrolled } from '../trader/trader-rules.js';
import type { Enrolment } from '../trader/trader.js';
import type { Issuer } from '../wallet/issuer.js';
import type { LedgerIdentity } from '../wallet/ledger-identity.js';
import type { Member } from './member.js';
import type { Change } from './proposal.js';
import type { RuleVersion } from './rule-parameters.js';

/** The members and the version of the rules voted last. */
export interface Registry {
  readonly members: readonly Member[];
  readonly rules: RuleVersion;
}

/** What a change is judged against. */
export interface Judged extends Registry {
  /** The version of the rules that holds now. */
  readonly inForce: RuleVersion;
  /** The record that a change names which is about one. */
  readonly reputation?: Reputation | undefined;
  readonly validator?: Validator | undefined;
  readonly enrolment?: Enrolment | undefined;
}

/** The record that a change writes, or ends. */
export type Effect =
  | { readonly member: Member }
  | { readonly rules: RuleVersion }
  | { readonly ledgerIdentity: LedgerIdentity }
  | { readonly issuer: Issuer }
  | { readonly opening: LinkOpening }
  /** The enrolment that ends. */
  | { readonly enrolment: Enrolment }
  | { readonly line: RegionalLine }
  | { readonly reputation: Reputation; readonly trust: Trust | undefined }
  | { readonly validator: Validator };

type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>;

/** The roles whose holder may delegate to a recycler. */
const delegating: readonly Role[] = ['producer', 'operator'];

/**
 * What `change` makes of the registry. Judged when it is proposed and again when it is carried out.
 * @throws DomainError NOT_FOUND, ALREADY_EXISTS, ILLEGAL_STATUS, or RULE_VIOLATION: distinctRoles, recyclerNeedsDelegator,
 *   delegatorOnlyForRecycler, delegatorEligible, lastActiveMember, lastRole, changesSomething, effectiveInOrder,
 *   escrowsOutlast, barredToRestore
 */
export function effectOf(change: Change, registry: Judged, now: string): Effect {
  // a kind and its judge belong together, which the type of the table holds and an index into it cannot say
  return judges[change.kind](change as never, registry, now);
}

const judges: { readonly [K in Change['kind']]: (change: ChangeOf<K>, registry: Judged, now: string) => Effect } = {
  admitMember: (change, registry, now) => ({ member: admitted(change, registry, now) }),
  suspendMember: (change, registry) => ({ member: suspended(change, registry) }),
  reinstateMember: (change, registry) => ({ member: reinstated(change, registry) }),
  grantRole: (change, registry) => ({ member: granted(change, registry) }),
  revokeRole: (change, registry) => ({ member: revoked(change, registry) }),
  setParameters: (change, registry, now) => ({ rules: amended(change, registry, now) }),
  recordLedger: ({ network, channel, chaincode }) => ({ ledgerIdentity: { network, channel, chaincode } }),
  certifyIssuer: ({ mspId }, { members }, now) => ({
    issuer: { mspId: inStatus(members, mspId, 'active').mspId, status: 'active', since: now },
  }),
  withdrawIssuer: ({ mspId }, { members }, now) => ({
    issuer: { mspId: memberOf(members, mspId).mspId, status: 'withdrawn', since: now },
  }),
  openLink: ({ pseudonym, to, reason }, { members }, now) => ({
    opening: { pseudonym, to: inStatus(members, to, 'active').mspId, reason, since: now },
  }),
  releaseVehicle: ({ nullifier }, { enrolment }) => {
    const standing = named(enrolment, 'enrolment', nullifier);
    requireEnrolled(standing);
    return { enrolment: standing };
  },
  setLine: ({ line }) => {
    checkLines([line]);
    return { line };
  },
  restoreReputation: ({ participant }, { reputation, inForce: { parameters: rules, version } }, now) =>
    crossing(restored(named(reputation, 'participant', participant), now, { rules, version }), {
      rules,
      version,
      at: now,
    }),
  reinstateValidator: ({ validator: id }, { validator }, now) => ({
    validator: reinstatedValidator(named(validator, 'validator', id), now),
  }),
};

/** The member that must approve a change besides the majority, because the change makes it delegate to a recycler. */
export function delegatorOf(change: Change): string | undefined {
  return change.kind === 'admitMember' || change.kind === 'grantRole' ? change.delegator : undefined;
}

/** Whether `mspId` is an active member that may delegate to a recycler. */
export function mayDelegate(members: readonly Member[], mspId: string): boolean {
  const member = members.find((each) => each.mspId === mspId);
  return member?.status === 'active' && member.roles.some((role) => delegating.includes(role));
}

function admitted(change: ChangeOf<'admitMember'>, { members }: Registry, now: string): Member {
  const { mspId, name, roles, delegator } = change;
  if (members.some((member) => member.mspId === mspId)) {
    throw new DomainError('ALREADY_EXISTS', `${mspId} is a member already`, { mspId });
  }
  if (new Set(roles).size !== roles.length) {
    throw broken('distinctRoles', '/change/roles: a role stands twice');
  }
  checkDelegator(members, roles, delegator);
  return { mspId, name, roles, status: 'active', since: now, ...(delegator !== undefined && { delegator }) };
}

function suspended(change: ChangeOf<'suspendMember'>, { members }: Registry): Member {
  const member = inStatus(members, change.mspId, 'active');
  if (members.filter(({ status }) => status === 'active').length === 1) {
    throw broken('lastActiveMember', `${change.mspId} is the last active member`);
  }
  return { ...member, status: 'suspended' };
}

function reinstated(change: ChangeOf<'reinstateMember'>, { members }: Registry): Member {
  return { ...inStatus(members, change.mspId, 'suspended'), status: 'active' };
}

function granted(change: ChangeOf<'grantRole'>, { members }: Registry): Member {
  const { mspId, role, delegator } = change;
  const member = memberOf(members, mspId);
  if (member.roles.includes(role)) {
    throw new DomainError('ALREADY_EXISTS', `${mspId} has the role ${role} already`, { mspId, role });
  }
  checkDelegator(members, [role], delegator);
  return { ...member, roles: [...member.roles, role], ...(delegator !== undefined && { delegator }) };
}

function revoked(change: ChangeOf<'revokeRole'>, { members }: Registry): Member {
  const { mspId, role } = change;
  const { delegator, ...member } = memberOf(members, mspId);
  if (!member.roles.includes(role)) {
    throw new DomainError('NOT_FOUND', `${mspId} does not have the role ${role}`, { mspId, role });
  }
  const roles = member.roles.filter((each) => each !== role);
  if (roles.length === 0) {
    throw broken('lastRole', `${role} is the last role of ${mspId}; suspend the member instead`);
  }
  return { ...member, roles, ...(delegator !== undefined && role !== 'recycler' && { delegator }) };
}

function amended(change: ChangeOf<'setParameters'>, { rules }: Registry, now: string): RuleVersion {
  const asked = Object.entries(change.parameters).filter(([, value]) => value !== undefined);
  const parameters = { ...rules.parameters, ...Object.fromEntries(asked) };
  if (canonicalJson(parameters) === canonicalJson(rules.parameters)) {
    throw broken('changesSomething', '/change/parameters: nothing differs from what holds already');
  }
  requireEscrowsOutlast(parameters);
  const earliest = compareInstants(now, rules.effectiveFrom) < 0 ? rules.effectiveFrom : now;
  const effectiveFrom = change.effectiveFrom ?? earliest;
  if (compareInstants(effectiveFrom, earliest) < 0) {
    // slots that have begun keep their rules, and no version may slip in before one that is voted already
    throw broken('effectiveInOrder', `/change/effectiveFrom: ${earliest} at the earliest`);
  }
  return { version: rules.version + 1, parameters, effectiveFrom };
}

function checkDelegator(members: readonly Member[], roles: readonly Role[], delegator: string | undefined): void {
  if (!roles.includes('recycler')) {
    if (delegator !== undefined) {
      throw broken('delegatorOnlyForRecycler', '/change/delegator: only a recycler has one');
    }
    return;
  }
  if (delegator === undefined) {
    throw broken('recyclerNeedsDelegator', '/change/delegator: a recycler names the member that delegates to it');
  }
  if (!mayDelegate(members, delegator)) {
    throw broken('delegatorEligible', `/change/delegator: ${delegator} is no active producer or operator`);
  }
}

function inStatus(members: readonly Member[], mspId: string, status: Member['status']): Member {
  const member = memberOf(members, mspId);
  if (member.status !== status) {
    throw new DomainError('ILLEGAL_STATUS', `${mspId} is ${member.status}, not ${status}`, {
      mspId,
      status: member.status,
      legal: [status],
    });
  }
  return member;
}

function memberOf(members: readonly Member[], mspId: string): Member {
  const member = members.find((each) => each.mspId === mspId);
  if (member === undefined) {
    throw new DomainError('NOT_FOUND', `${mspId} is no member of the consortium`, { mspId });
  }
  return member;
}

function named<T>(record: T | undefined, kind: string, id: string): T {
  if (record === undefined) {
    throw new DomainError('NOT_FOUND', `there is no ${kind} ${id}`, { record: kind, id });
  }
  return record;
}

function broken(rule: string, detail: string): DomainError {
  return new DomainError('RULE_VIOLATION', detail, { rule });
}
