// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Client,
  LearningTask,
  ModelVersion,
  transactions,
  type InputOf,
  type OutputOf,
} from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads, Submits } from '../http/ledger-operation.js';
import { taskParams, type TaskParams } from './learning-params.js';

const newTaskSchema = transactions['learning:createTask'].input.omit({ key: true });
const LIST = 'learning-tasks';

/** Models that members train together: which, how, who takes part, and what came of it so far. */
@ApiTags('learning')
@Controller('learning-tasks')
export class TasksController {
  constructor(private readonly contracts: ContractClient) {}

  @Post()
  @Submits('createLearningTask', 'learning:createTask', {
    location: ({ id }: LearningTask) => `/api/v1/learning-tasks/${id}`,
  })
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: newTaskSchema }) { task }: Pick<InputOf<'learning:createTask'>, 'task'>,
  ): Promise<Answer<'learning:createTask'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:createTask', { key: caller.idempotencyKey, task }));
  }

  @Get()
  @Lists('listLearningTasks', 'learning:tasks', LearningTask)
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<LearningTask>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'learning:tasks', { limit, bookmark }));
  }

  @Get(':taskId')
  @Reads('getLearningTask', 'learning:task')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: taskParams }) params: TaskParams,
  ): Promise<OutputOf<'learning:task'>> {
    return this.contracts.evaluate(caller, 'learning:task', params);
  }

  @Post(':taskId/end')
  @Submits('endLearningTask', 'learning:endTask')
  async end(
    @CurrentCaller() caller: Caller,
    @Param({ schema: taskParams }) params: TaskParams,
  ): Promise<Answer<'learning:endTask'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:endTask', params));
  }

  @Post(':taskId/clients')
  @Submits('joinLearningTask', 'learning:join')
  async join(
    @CurrentCaller() caller: Caller,
    @Param({ schema: taskParams }) params: TaskParams,
  ): Promise<Answer<'learning:join'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:join', params));
  }

  @Post(':taskId/departures')
  @Submits('leaveLearningTask', 'learning:leave')
  async leave(
    @CurrentCaller() caller: Caller,
    @Param({ schema: taskParams }) params: TaskParams,
  ): Promise<Answer<'learning:leave'>> {
    return answerOf(await this.contracts.submit(caller, 'learning:leave', params));
  }

  @Get(':taskId/clients')
  @Lists('listLearningClients', 'learning:clients', Client)
  async clients(
    @CurrentCaller() caller: Caller,
    @Param({ schema: taskParams }) { taskId }: TaskParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Client>> {
    const list = `${LIST}/${taskId}/clients`;
    const page = { taskId, limit, bookmark: decodeCursor(list, cursor) };
    return pageAnswer(list, await this.contracts.evaluate(caller, 'learning:clients', page));
  }

  @Get(':taskId/models')
  @Lists('listModels', 'learning:models', ModelVersion)
  async models(
    @CurrentCaller() caller: Caller,
    @Param({ schema: taskParams }) { taskId }: TaskParams,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<ModelVersion>> {
    const list = `${LIST}/${taskId}/models`;
    const page = { taskId, limit, bookmark: decodeCursor(list, cursor) };
    return pageAnswer(list, await this.contracts.evaluate(caller, 'learning:models', page));
  }
}
