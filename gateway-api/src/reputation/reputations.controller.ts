// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ParticipantId, Reputation, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads } from '../http/ledger-operation.js';

const LIST = 'reputations';
const participantParams = z.strictObject({ participant: ParticipantId });
type ParticipantParams = z.output<typeof participantParams>;

/** Scores of those who trade. They change by settlements and by the members' votes alone. */
@ApiTags('reputation')
@Controller(LIST)
export class ReputationsController {
  constructor(private readonly contracts: ContractClient) {}

  @Get()
  @Lists('listReputations', 'reputation:list', Reputation)
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Reputation>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'reputation:list', { limit, bookmark }));
  }

  @Get(':participant')
  @Reads('getReputation', 'reputation:get')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: participantParams }) params: ParticipantParams,
  ): Promise<OutputOf<'reputation:get'>> {
    return this.contracts.evaluate(caller, 'reputation:get', params);
  }

  @Get(':participant/changes')
  @Reads('listScoreChanges', 'reputation:history')
  changes(
    @CurrentCaller() caller: Caller,
    @Param({ schema: participantParams }) params: ParticipantParams,
  ): Promise<OutputOf<'reputation:history'>> {
    return this.contracts.evaluate(caller, 'reputation:history', params);
  }
}
