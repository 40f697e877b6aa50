// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EscrowPlace, EscrowPurpose, EscrowRef, transactions, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Reads, Submits } from '../http/ledger-operation.js';

const expireSchema = transactions['wallet:expireEscrows'].input;
const ruleSchema = transactions['wallet:rule'].input;

/** The parts of a reference, with commas between them. */
const escrowParams = z.strictObject({ purpose: EscrowPurpose, ref: z.string().transform(partsOf).pipe(EscrowRef) });

function partsOf(ref: string): string[] {
  return ref.split(',');
}

/** Money that waits for a contract's decision, a deadline or a ruling. */
@ApiTags('wallet')
@Controller('wallet/escrows')
export class EscrowsController {
  constructor(private readonly contracts: ContractClient) {}

  @Get(':purpose/:ref')
  @Reads('getEscrow', 'wallet:escrow')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: escrowParams }) place: z.output<typeof escrowParams>,
  ): Promise<OutputOf<'wallet:escrow'>> {
    return this.contracts.evaluate(caller, 'wallet:escrow', place);
  }

  @Post('expirations')
  @Submits('expireEscrows', 'wallet:expireEscrows')
  async expire(
    @CurrentCaller() caller: Caller,
    @Body({ schema: expireSchema }) body: z.output<typeof expireSchema>,
  ): Promise<Answer<'wallet:expireEscrows'>> {
    return answerOf(await this.contracts.submit(caller, 'wallet:expireEscrows', body));
  }

  @Post('rulings')
  @Submits('ruleEscrow', 'wallet:rule')
  async rule(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ruleSchema }) body: z.output<typeof ruleSchema>,
  ): Promise<Answer<'wallet:rule'>> {
    return answerOf(await this.contracts.submit(caller, 'wallet:rule', body));
  }

  @Post('rulings/executions')
  @Submits('executeRuling', 'wallet:executeRuling')
  async execute(
    @CurrentCaller() caller: Caller,
    @Body({ schema: EscrowPlace }) place: EscrowPlace,
  ): Promise<Answer<'wallet:executeRuling'>> {
    return answerOf(await this.contracts.submit(caller, 'wallet:executeRuling', place));
  }
}
