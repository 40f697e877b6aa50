// SPDX-License-Identifier: Apache-2.0
import { BlockCutter, type BatchSize } from './block-cutter.js';

/** How the sequencer batches. */
export interface SequencerOptions extends BatchSize {
  /**
   * How long a batch waits to be filled. With 0 a batch is cut as soon as the block before it is committed, so that
   * a lone transaction does not wait and many at once share blocks.
   */
  readonly batchTimeoutMs: number;
  /** Commits one batch as the next block. */
  commit(batch: readonly Uint8Array[]): Promise<void>;
  /** Told once when a block cannot be committed; nothing is ordered after that. */
  onFailure(error: unknown): void;
}

/** Puts envelopes into one order and hands them on as blocks, one at a time. */
export class Sequencer {
  private readonly cutter: BlockCutter;
  private readonly ready: Uint8Array[][] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private failed = false;

  constructor(private readonly options: SequencerOptions) {
    this.cutter = new BlockCutter(options);
  }

  /** Whether envelopes are still taken. */
  get isAvailable(): boolean {
    return !this.failed;
  }

  /** Takes an envelope into the order. */
  submit(envelope: Uint8Array): void {
    this.ready.push(...this.cutter.add(envelope));
    if (this.options.batchTimeoutMs > 0 && this.cutter.hasPending) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        if (this.cutter.hasPending) this.ready.push(this.cutter.cut());
        this.start();
      }, this.options.batchTimeoutMs);
    }
    this.start();
  }

  /** Commits what has been taken and stops. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.cutter.hasPending) this.ready.push(this.cutter.cut());
    this.start();
    await this.running;
  }

  private start(): void {
    if (this.running !== undefined || this.failed) return;
    this.running = this.run().finally(() => {
      this.running = undefined;
      if (this.ready.length > 0 || (this.options.batchTimeoutMs === 0 && this.cutter.hasPending)) this.start();
    });
  }

  private async run(): Promise<void> {
    // Envelopes that arrive in the same turn of the event loop go into the same block.
    await new Promise((resolve) => setImmediate(resolve));
    for (let batch = this.next(); batch !== undefined; batch = this.next()) {
      try {
        await this.options.commit(batch);
      } catch (error) {
        this.failed = true;
        this.options.onFailure(error);
        return;
      }
    }
  }

  private next(): Uint8Array[] | undefined {
    const batch = this.ready.shift();
    if (batch !== undefined) return batch;
    return this.options.batchTimeoutMs === 0 && this.cutter.hasPending ? this.cutter.cut() : undefined;
  }
}
