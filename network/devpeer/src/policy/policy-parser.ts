// SPDX-License-Identifier: Apache-2.0
import { common, msp } from '@hyperledger/fabric-protos';
import { PolicyError } from './policy-error.js';

const ROLES = {
  member: msp.MSPRole.MSPRoleType.MEMBER,
  admin: msp.MSPRole.MSPRoleType.ADMIN,
  client: msp.MSPRole.MSPRoleType.CLIENT,
  peer: msp.MSPRole.MSPRoleType.PEER,
  orderer: msp.MSPRole.MSPRoleType.ORDERER,
} as const;
const PRINCIPAL = /^([A-Za-z0-9.-]+)\.(member|admin|client|peer|orderer)$/;
const TOKEN = /\s*(?:([A-Za-z]+)|(\d+)|'([^']*)'|"([^"]*)"|([(),]))/y;
const MAX_DEPTH = 32;

type Token =
  | { readonly kind: 'word' | 'number' | 'principal' | 'mark'; readonly text: string }
  | { readonly kind: 'end'; readonly text: '' };

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw new PolicyError('POLICY_SYNTAX', `policy: unexpected text at character ${start + 1}: ${text.slice(start)}`);
    }
    tokens.push(tokenOf(match));
  }
  return tokens;
}

function tokenOf([, word, number, single, double, mark]: RegExpExecArray): Token {
  if (word !== undefined) {
    return { kind: 'word', text: word };
  }
  if (number !== undefined) {
    return { kind: 'number', text: number };
  }
  return mark !== undefined ? { kind: 'mark', text: mark } : { kind: 'principal', text: single ?? double ?? '' };
}

/** Reads one policy from tokens, collecting the principals it names in order. */
class PolicyReader {
  readonly principals: msp.MSPPrincipal[] = [];
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  readWhole(): common.SignaturePolicy {
    const rule = this.readGate(0);
    const rest = this.next();
    if (rest.kind !== 'end') {
      throw new PolicyError('POLICY_SYNTAX', `policy: unexpected '${rest.text}' after the end`);
    }
    return rule;
  }

  private next(): Token {
    const token = this.tokens[this.position] ?? { kind: 'end', text: '' };
    this.position += 1;
    return token;
  }

  private expectMark(...marks: string[]): string {
    const token = this.next();
    if (token.kind !== 'mark' || !marks.includes(token.text)) {
      const found = token.kind === 'end' ? 'the end' : `'${token.text}'`;
      throw new PolicyError(
        'POLICY_SYNTAX',
        `policy: expected ${marks.map((m) => `'${m}'`).join(' or ')}, got ${found}`,
      );
    }
    return token.text;
  }

  private readGate(depth: number): common.SignaturePolicy {
    const name = this.next();
    const gate = name.kind === 'word' ? name.text.toLowerCase() : '';
    if (!['and', 'or', 'outof'].includes(gate)) {
      throw new PolicyError('POLICY_SYNTAX', `policy: expected AND, OR or OutOf, got '${name.text}'`);
    }
    if (depth > MAX_DEPTH) {
      throw new PolicyError('POLICY_SYNTAX', `policy: more than ${MAX_DEPTH} gates within each other`);
    }
    this.expectMark('(');
    const threshold = gate === 'outof' ? this.readThreshold() : undefined;
    const rules = this.readRules(depth);
    const n = threshold ?? (gate === 'and' ? rules.length : 1);
    // One more than there are rules is allowed by Fabric, as a policy that nobody can satisfy.
    if (n > rules.length + 1) {
      throw new PolicyError('POLICY_SYNTAX', `policy: invalid t-out-of-n predicate, t ${n}, n ${rules.length}`);
    }
    return gateOf(n, rules);
  }

  private readThreshold(): number {
    const token = this.next();
    if (token.kind !== 'number' && !(token.kind === 'principal' && /^\d+$/.test(token.text))) {
      throw new PolicyError('POLICY_SYNTAX', `policy: OutOf needs a number first, got '${token.text}'`);
    }
    this.expectMark(',');
    return Number(token.text);
  }

  private readRules(depth: number): common.SignaturePolicy[] {
    const rules: common.SignaturePolicy[] = [];
    do {
      rules.push(this.tokens[this.position]?.kind === 'principal' ? this.readPrincipal() : this.readGate(depth + 1));
    } while (this.expectMark(',', ')') === ',');
    return rules;
  }

  private readPrincipal(): common.SignaturePolicy {
    const { text } = this.next();
    const match = PRINCIPAL.exec(text);
    if (match === null) {
      throw new PolicyError(
        'POLICY_SYNTAX',
        `policy: '${text}' is no principal; write 'MSP.role' with role member, admin, client, peer or orderer`,
      );
    }
    this.principals.push(rolePrincipal(match[1] ?? '', match[2] as keyof typeof ROLES));
    const rule = new common.SignaturePolicy();
    rule.setSignedBy(this.principals.length - 1);
    return rule;
  }
}

function gateOf(n: number, rules: common.SignaturePolicy[]): common.SignaturePolicy {
  const gate = new common.SignaturePolicy.NOutOf();
  gate.setN(n);
  gate.setRulesList(rules);
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(gate);
  return rule;
}

/** The principal "whoever holds `role` in `mspId`". */
export function rolePrincipal(mspId: string, role: keyof typeof ROLES): msp.MSPPrincipal {
  const content = new msp.MSPRole();
  content.setMspIdentifier(mspId);
  content.setRole(ROLES[role]);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(content.serializeBinary());
  return principal;
}

/**
 * Parses Fabric's policy language: `AND(…)`, `OR(…)` and `OutOf(n, …)` over quoted principals `'MSP.role'` and gates,
 * e.g. `OR('A.member', AND('B.peer', 'C.admin'))`. Throws {@link PolicyError} `POLICY_SYNTAX` saying what was expected.
 */
export function parseSignaturePolicy(text: string): common.SignaturePolicyEnvelope {
  const reader = new PolicyReader(tokenize(text));
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setVersion(0);
  envelope.setRule(reader.readWhole());
  envelope.setIdentitiesList(reader.principals);
  return envelope;
}
