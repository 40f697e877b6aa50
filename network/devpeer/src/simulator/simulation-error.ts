// SPDX-License-Identifier: Apache-2.0

/** A request of a chaincode that the peer refuses; its message is what the chaincode sees. */
export class SimulationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SimulationError';
  }
}
