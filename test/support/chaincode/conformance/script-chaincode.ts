// SPDX-License-Identifier: Apache-2.0
import shim, { type ChaincodeResponse, type ChaincodeStub } from 'fabric-shim';
import { privateSteps } from './private-steps.js';
import { stateSteps } from './state-steps.js';
import { transactionSteps } from './transaction-steps.js';

/** A step's name and arguments, e.g. `['put', 'key', 'value']`. */
export type Step = readonly [name: string, ...args: StepArgument[]];

/** What a step may be given; `try` takes another step. */
export type StepArgument = string | number | readonly StepArgument[];

/** Does one thing with the stub and says what came of it. */
export type StepFunction = (stub: ChaincodeStub, ...args: string[]) => Promise<unknown>;

/** A step that answers in the chaincode's place. */
export class Answer extends Error {
  constructor(readonly response: ChaincodeResponse) {
    super('the chaincode has answered');
  }
}

const STEPS: Readonly<Record<string, StepFunction>> = { ...stateSteps, ...privateSteps, ...transactionSteps };

/**
 * Runs scripts over the stub's functions, one by one and without rules of its own: `run` with a JSON list of steps
 * answers with the JSON list of their results. An error becomes the response's message, with status 500.
 */
export class ScriptChaincode {
  /** Required by the shim; there is nothing to initialise. */
  Init(): Promise<ChaincodeResponse> {
    return Promise.resolve(shim.success(Buffer.from('initialised')));
  }

  /** Answers every proposal. */
  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const { fcn, params } = stub.getFunctionAndParameters();
    if (fcn !== 'run') {
      return failure(`unknown function "${fcn}"`);
    }
    try {
      const results: unknown[] = [];
      for (const step of JSON.parse(params[0] ?? '[]') as Step[]) {
        results.push(await runStep(stub, step));
      }
      return shim.success(Buffer.from(JSON.stringify(results)));
    } catch (error) {
      if (error instanceof Answer) {
        return error.response;
      }
      return failure(messageOf(error));
    }
  }
}

async function runStep(stub: ChaincodeStub, [name, ...args]: Step): Promise<unknown> {
  if (name === 'try') {
    try {
      return await runStep(stub, args[0] as unknown as Step);
    } catch (error) {
      return { failed: messageOf(error) };
    }
  }
  const step = STEPS[name];
  if (step === undefined) {
    throw new Error(`unknown step ${name}`);
  }
  const result = await step(stub, ...args.map(String));
  // Writes give the peer's empty answer, which says nothing.
  return result instanceof Uint8Array ? null : (result ?? null);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function failure(message: string): ChaincodeResponse {
  return { status: 500, message, payload: Buffer.alloc(0) };
}
