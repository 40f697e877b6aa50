// SPDX-License-Identifier: Apache-2.0

/** Events by time: a binary heap over typed arrays, each event being a time and a number. */
export class EventQueue {
  #times: Float64Array;
  #events: Int32Array;
  #size = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#events = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(time: number, event: number): void {
    if (this.#size === this.#times.length) {
      this.#grow();
    }
    let place = this.#size;
    this.#size += 1;
    for (let parent = (place - 1) >> 1; place > 0 && this.#timeAt(parent) > time; parent = (place - 1) >> 1) {
      this.#move(parent, place);
      place = parent;
    }
    this.#times[place] = time;
    this.#events[place] = event;
  }

  /** Takes the earliest event. Not to be called on an empty queue. */
  pop(): { readonly time: number; readonly event: number } {
    const first = { time: this.#timeAt(0), event: this.#events[0] ?? 0 };
    this.#size -= 1;
    const [time, event] = [this.#timeAt(this.#size), this.#events[this.#size] ?? 0];
    let place = 0;
    for (let child = 1; child < this.#size; child = 2 * place + 1) {
      const least = child + 1 < this.#size && this.#timeAt(child + 1) < this.#timeAt(child) ? child + 1 : child;
      if (this.#timeAt(least) >= time) {
        break;
      }
      this.#move(least, place);
      place = least;
    }
    this.#times[place] = time;
    this.#events[place] = event;
    return first;
  }

  #timeAt(place: number): number {
    return this.#times[place] ?? Infinity;
  }

  #move(from: number, to: number): void {
    this.#times[to] = this.#timeAt(from);
    this.#events[to] = this.#events[from] ?? 0;
  }

  #grow(): void {
    const [times, events] = [new Float64Array(2 * this.#times.length), new Int32Array(2 * this.#events.length)];
    times.set(this.#times);
    events.set(this.#events);
    [this.#times, this.#events] = [times, events];
  }
}
