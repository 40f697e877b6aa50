// SPDX-License-Identifier: Apache-2.0
import {
  Attestation,
  Client as LearningClient,
  LearningTask,
  Round,
  transactions,
  Update,
  type OutputOf,
  type z,
} from '@wattpass/chaincode/domain';
import type { Client } from '@wattpass/gateway-api/client';

/** A task with where it stands. */
export type TaskState = OutputOf<'learning:task'>;

/** A round's place. */
export interface RoundPlace {
  readonly taskId: string;
  readonly round: number;
}

/** What the ledger says, checked against its schemas: what a gateway answers is no more to be trusted than its maker. */
export interface RoundRecords {
  tasks(): Promise<LearningTask[]>;
  task(taskId: string): Promise<TaskState>;
  round(place: RoundPlace): Promise<Round>;
  clients(taskId: string): Promise<LearningClient[]>;
  commitments(place: RoundPlace): Promise<Update[]>;
  attestations(place: RoundPlace): Promise<Attestation[]>;
}

/** The ledger's records through a gateway. */
export function roundRecords(client: Client): RoundRecords {
  return {
    tasks: () => every(LearningTask, (page) => client.listLearningTasks(page)),
    task: async (taskId) => transactions['learning:task'].output.parse(await client.getLearningTask({ taskId })),
    round: async (place) => Round.parse(await client.getRound(place)),
    clients: (taskId) => every(LearningClient, (page) => client.listLearningClients({ taskId, ...page })),
    commitments: (place) => every(Update, (page) => client.listUpdates({ ...place, ...page })),
    attestations: async (place) => {
      const { items } = await client.listAttestations(place);
      return items.map((item) => Attestation.parse(item));
    },
  };
}

interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

interface PageAnswer {
  readonly items: readonly unknown[];
  readonly nextCursor?: string;
}

/** All items of a list, page by page. */
async function every<T extends z.ZodType>(
  schema: T,
  page: (request: PageRequest) => Promise<PageAnswer>,
): Promise<z.output<T>[]> {
  const items: z.output<T>[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...answer.items.map((item) => schema.parse(item)));
    cursor = answer.nextCursor;
  } while (cursor !== undefined);
  return items;
}
