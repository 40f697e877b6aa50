// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ActorId, transactions, Validator, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';

const LIST = 'validators';
const applicationSchema = transactions['committee:applyAsValidator'].input;
const validatorParams = z.strictObject({ validator: ActorId });
type ValidatorParams = z.output<typeof validatorParams>;

/** Services that may sit in committees, and who answers for them. */
@ApiTags('committee')
@Controller(LIST)
export class ValidatorsController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('applyAsValidator', 'committee:applyAsValidator')
  async apply(
    @CurrentCaller() caller: Caller,
    @Body({ schema: applicationSchema }) body: z.output<typeof applicationSchema>,
  ): Promise<Answer<'committee:applyAsValidator'>> {
    return answerOf(await this.contracts.submit(caller, 'committee:applyAsValidator', body));
  }

  @Get()
  @Lists('listValidators', 'committee:validators', Validator)
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Validator>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'committee:validators', { limit, bookmark }));
  }

  @Post(':validator/sponsorship')
  @Submits('sponsorValidator', 'committee:sponsorValidator')
  async sponsor(
    @CurrentCaller() caller: Caller,
    @Param({ schema: validatorParams }) params: ValidatorParams,
  ): Promise<Answer<'committee:sponsorValidator'>> {
    return answerOf(await this.contracts.submit(caller, 'committee:sponsorValidator', params));
  }

  @Post(':validator/retirement')
  @Submits('retireValidator', 'committee:retireValidator')
  async retire(
    @CurrentCaller() caller: Caller,
    @Param({ schema: validatorParams }) params: ValidatorParams,
  ): Promise<Answer<'committee:retireValidator'>> {
    return answerOf(await this.contracts.submit(caller, 'committee:retireValidator', params));
  }

  @Get(':validator/double-verdicts')
  @Reads('listDoubleVerdicts', 'committee:doubleVerdicts')
  doubleVerdicts(
    @CurrentCaller() caller: Caller,
    @Param({ schema: validatorParams }) params: ValidatorParams,
  ): Promise<OutputOf<'committee:doubleVerdicts'>> {
    return this.contracts.evaluate(caller, 'committee:doubleVerdicts', params);
  }
}
