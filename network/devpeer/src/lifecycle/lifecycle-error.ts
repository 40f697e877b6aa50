// SPDX-License-Identifier: Apache-2.0

/** A lifecycle operation that is refused, in Fabric's words. */
export class LifecycleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LifecycleError';
  }
}

/** Something that is asked for is not there, which is answered with the status 404. */
export class NotFoundError extends LifecycleError {
  constructor(message: string) {
    super(message);
    this.name = 'NotFoundError';
  }
}
