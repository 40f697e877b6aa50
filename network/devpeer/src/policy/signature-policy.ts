// SPDX-License-Identifier: Apache-2.0
import { common, type msp } from '@hyperledger/fabric-protos';
import type { Policy, Signer } from './policy.js';
import { PolicyError } from './policy-error.js';

/** Decides a rule for `signers`, marking in `used` those it consumed; on failure the marks mean nothing. */
type Evaluator = (signers: readonly Signer[], used: boolean[]) => boolean;

function signedBy(principal: msp.MSPPrincipal): Evaluator {
  return (signers, used) => {
    const index = signers.findIndex((signer, i) => used[i] !== true && signer.satisfies(principal));
    if (index < 0) {
      return false;
    }
    used[index] = true;
    return true;
  };
}

function outOf(n: number, rules: readonly Evaluator[]): Evaluator {
  return (signers, used) => {
    let satisfied = 0;
    // Every rule is tried, also after the n-th success, and takes the first free signer that fits: the order of rules
    // and signatures can matter, and all peers of a network have to agree about the outcome.
    for (const rule of rules) {
      const attempt = [...used];
      if (rule(signers, attempt)) {
        satisfied += 1;
        used.splice(0, used.length, ...attempt);
      }
    }
    return satisfied >= n;
  };
}

function compile(rule: common.SignaturePolicy | undefined, principals: readonly msp.MSPPrincipal[]): Evaluator {
  const { TypeCase } = common.SignaturePolicy;
  const kind = rule?.getTypeCase();
  if (rule !== undefined && kind === TypeCase.SIGNED_BY) {
    const principal = principals[rule.getSignedBy()];
    if (principal === undefined) {
      throw new PolicyError(
        'POLICY_MALFORMED',
        `identity index out of range, requested ${rule.getSignedBy()}, but identities length is ${principals.length}`,
      );
    }
    return signedBy(principal);
  }
  const gate = kind === TypeCase.N_OUT_OF ? rule?.getNOutOf() : undefined;
  if (gate === undefined) {
    throw new PolicyError('POLICY_MALFORMED', 'a signature policy has neither a signer nor a gate');
  }
  return outOf(
    gate.getN(),
    gate.getRulesList().map((inner) => compile(inner, principals)),
  );
}

function distinct(signers: readonly Signer[]): Signer[] {
  return [...new Map(signers.map((signer) => [signer.id, signer])).values()];
}

/**
 * A signature policy as Fabric evaluates it: signers are told apart by certificate, and each satisfies at most one
 * principal. Throws {@link PolicyError} for an envelope that makes no sense.
 */
export function signaturePolicy(envelope: common.SignaturePolicyEnvelope): Policy {
  if (envelope.getVersion() !== 0) {
    throw new PolicyError('POLICY_MALFORMED', `signature policies of version ${envelope.getVersion()} are unknown`);
  }
  const evaluate = compile(envelope.getRule(), envelope.getIdentitiesList());
  return { evaluate: (signers) => evaluate(distinct(signers), []) };
}

/** Whether verified signers satisfy an envelope; see {@link signaturePolicy}. */
export function evaluateSignaturePolicy(envelope: common.SignaturePolicyEnvelope, signers: readonly Signer[]): boolean {
  return signaturePolicy(envelope).evaluate(signers);
}
