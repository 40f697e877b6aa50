// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { ResultsReader } from '../simulator/range-reader.js';
import { SimulationError } from '../simulator/simulation-error.js';

/** How many results go to a chaincode at once. */
export const RESULTS_PER_BATCH = 100;
/** How many results a query gives at most. */
export const TOTAL_RESULTS = 100_000;

interface OpenQuery {
  readonly reader: ResultsReader<Uint8Array>;
  pending: Uint8Array[];
  returned: number;
}

/**
 * The open queries of one transaction. A batch announces more results only when one has been read ahead, because
 * chaincode does not expect an empty batch.
 */
export class QueryResults {
  private readonly queries = new Map<string, OpenQuery>();
  private lastId = 0;

  /** Opens a query over encoded results and gives its first batch. */
  async open(reader: ResultsReader<Uint8Array>): Promise<peer.QueryResponse> {
    const id = String(++this.lastId);
    this.queries.set(id, { reader, pending: [], returned: 0 });
    return this.next(id);
  }

  /** Reads one page whole, with a bookmark for the next. */
  async page(reader: ResultsReader<Uint8Array>, pageSize: number): Promise<peer.QueryResponse> {
    const results: Uint8Array[] = [];
    const limit = pageSize > 0 ? Math.min(pageSize, TOTAL_RESULTS) : TOTAL_RESULTS;
    while (results.length < limit) {
      const result = await reader.next();
      if (result === undefined) break;
      results.push(result);
    }
    const metadata = new peer.QueryResponseMetadata();
    metadata.setFetchedRecordsCount(results.length);
    metadata.setBookmark(await reader.bookmark());
    await reader.close();
    const response = queryResponse(String(++this.lastId), results, false);
    response.setMetadata(metadata.serializeBinary());
    return response;
  }

  /** @throws SimulationError when the query is not open. */
  async next(id: string): Promise<peer.QueryResponse> {
    const query = this.queries.get(id);
    if (query === undefined) throw new SimulationError('query iterator not found');
    while (query.returned < TOTAL_RESULTS) {
      const result = await query.reader.next();
      if (result === undefined) break;
      query.returned += 1;
      if (query.pending.length === RESULTS_PER_BATCH) {
        const batch = query.pending;
        query.pending = [result];
        return queryResponse(id, batch, true);
      }
      query.pending.push(result);
    }
    await this.close(id);
    return queryResponse(id, query.pending, false);
  }

  /** Closes a query; closing one that is not open does nothing. */
  async close(id: string): Promise<void> {
    const query = this.queries.get(id);
    this.queries.delete(id);
    await query?.reader.close();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.queries.keys()].map((id) => this.close(id)));
  }
}

function queryResponse(id: string, results: readonly Uint8Array[], hasMore: boolean): peer.QueryResponse {
  const response = new peer.QueryResponse();
  response.setId(id);
  response.setHasMore(hasMore);
  response.setResultsList(
    results.map((bytes) => {
      const result = new peer.QueryResultBytes();
      result.setResultbytes(bytes);
      return result;
    }),
  );
  return response;
}
