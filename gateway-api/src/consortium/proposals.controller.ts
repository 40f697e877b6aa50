// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Proposal, RecordId, transactions, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';

const LIST = 'proposals';
const proposalSchema = transactions['consortium:propose'].input.omit({ key: true });
const proposalParams = z.strictObject({ proposalId: RecordId });
type ProposalParams = z.output<typeof proposalParams>;
const voteSchema = transactions['consortium:vote'].input.omit({ proposalId: true });

/** Changes that members propose, vote on and carry out. */
@ApiTags('consortium')
@Controller('consortium/proposals')
export class ProposalsController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('propose', 'consortium:propose', {
    location: ({ id }: Proposal) => `/api/v1/consortium/proposals/${id}`,
  })
  async propose(
    @CurrentCaller() caller: Caller,
    @Body({ schema: proposalSchema }) { change }: z.output<typeof proposalSchema>,
  ): Promise<Answer<'consortium:propose'>> {
    const key = caller.idempotencyKey;
    return answerOf(await this.contracts.submit(caller, 'consortium:propose', { key, change }));
  }

  @Get()
  @Lists('listProposals', 'consortium:proposals', Proposal)
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Proposal>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'consortium:proposals', { limit, bookmark }));
  }

  @Get(':proposalId')
  @Reads('getProposal', 'consortium:proposal')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: proposalParams }) { proposalId }: ProposalParams,
  ): Promise<OutputOf<'consortium:proposal'>> {
    return this.contracts.evaluate(caller, 'consortium:proposal', { proposalId });
  }

  @Post(':proposalId/votes')
  @Submits('vote', 'consortium:vote')
  async vote(
    @CurrentCaller() caller: Caller,
    @Param({ schema: proposalParams }) { proposalId }: ProposalParams,
    @Body({ schema: voteSchema }) { approve }: z.output<typeof voteSchema>,
  ): Promise<Answer<'consortium:vote'>> {
    return answerOf(await this.contracts.submit(caller, 'consortium:vote', { proposalId, approve }));
  }

  @Post(':proposalId/execution')
  @Submits('executeProposal', 'consortium:execute')
  async execute(
    @CurrentCaller() caller: Caller,
    @Param({ schema: proposalParams }) { proposalId }: ProposalParams,
  ): Promise<Answer<'consortium:execute'>> {
    return answerOf(await this.contracts.submit(caller, 'consortium:execute', { proposalId }));
  }

  @Post(':proposalId/withdrawal')
  @Submits('withdrawProposal', 'consortium:withdraw')
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param({ schema: proposalParams }) { proposalId }: ProposalParams,
  ): Promise<Answer<'consortium:withdraw'>> {
    return answerOf(await this.contracts.submit(caller, 'consortium:withdraw', { proposalId }));
  }
}
