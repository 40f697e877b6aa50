// SPDX-License-Identifier: Apache-2.0
import { defaultCommitteeParameters } from '@wattpass/chaincode/domain/committee/committee-parameters.js';
import { quorumOf, seatsFor } from '@wattpass/chaincode/domain/committee/seating-rules.js';
import { shuffled, type Random } from '../random.js';
import { checkedBy, delay, disseminate, networkModel, twoThirds, type Instance } from './network-model.js';

const { committeeSeats, committeeRounds } = defaultCommitteeParameters;
/** The organisations that decide where committees come to no end; two thirds of them are taken to be live. */
const ORGANISATIONS = 6;
const MAJORITY = 4;

/**
 * Messages of one attestation: the proposer's result to all others, and one verdict of each live seat to all others;
 * where a proposer was silent, the next one's turn comes without a message.
 */
export function committeeMessages(nodes: number, verdicts: number): number {
  return (nodes - 1) * (1 + verdicts);
}

/**
 * One attestation by rounds: members re-run what was proposed and send their verdicts to all; the silent ones are replaced
 * after a timeout; after the last round the organisations vote. Scores of honest members are full, so ranks are drawn.
 */
export function simulateCommittee(live: Uint8Array, random: Random): Instance & { readonly fellBack: boolean } {
  const nodes = live.length;
  const line = shuffled([...live.keys()], random);
  const seats = seatsFor(nodes, committeeSeats);
  const quorum = quorumOf(seats);
  const silentProposers = line.findIndex((node) => live[node] === 1);
  const proposer = line[silentProposers] ?? 0;
  // the next proposer's turn does not wait longer each time
  const received = disseminate(live, proposer, silentProposers * networkModel.timeout, random);

  let members = line.slice(0, seats);
  let next = seats;
  const attested = new Map<number, number>();
  let roundBegins = silentProposers * networkModel.timeout;
  for (let round = 0; round < committeeRounds; round += 1) {
    for (const member of members.filter((each) => live[each] === 1 && !attested.has(each))) {
      attested.set(member, Math.max(received[member] ?? 0, roundBegins) + networkModel.execute);
    }
    if (attested.size >= quorum) {
      return { ...spread(live, attested, quorum, random), fellBack: false };
    }
    members = members.map((member) => (attested.has(member) || next >= nodes ? member : (line[next++] ?? member)));
    roundBegins += networkModel.timeout;
  }
  const votes = new Map([...Array(ORGANISATIONS).keys()].slice(0, MAJORITY).map((vote) => [-1 - vote, roundBegins]));
  const { messages, latency } = spread(live, votes, MAJORITY, random);
  return { messages: messages + attested.size * (nodes - 1), latency, fellBack: true };
}

/** When two thirds of the live nodes have the quorum of verdicts, and what that took. */
function spread(live: Uint8Array, sent: ReadonlyMap<number, number>, quorum: number, random: Random): Instance {
  const others = live.length - 1;
  const known = new Float64Array(live.length).fill(NaN);
  const times = [...sent];
  live.forEach((each, node) => {
    if (each === 1) {
      const arrivals = times.map(([sender, at]) =>
        sender === node ? at : at + random() * others * networkModel.send + delay(random),
      );
      known[node] = checkedBy(Float64Array.from(arrivals), quorum);
    }
  });
  return { messages: committeeMessages(live.length, sent.size), latency: twoThirds(known) };
}

/** The chance that at least `least` of `seats` seats, drawn from `nodes`, go to the `faulty` ones (hypergeometric). */
export function seatRisk(nodes: number, faulty: number, seats: number, least: number): number {
  const logChoose = (from: number, take: number): number =>
    take < 0 || take > from ? -Infinity : logFactorial(from) - logFactorial(take) - logFactorial(from - take);
  let risk = 0;
  for (let bad = least; bad <= seats; bad += 1) {
    risk += Math.exp(logChoose(faulty, bad) + logChoose(nodes - faulty, seats - bad) - logChoose(nodes, seats));
  }
  return risk;
}

function logFactorial(value: number): number {
  let sum = 0;
  for (let factor = 2; factor <= value; factor += 1) {
    sum += Math.log(factor);
  }
  return sum;
}
