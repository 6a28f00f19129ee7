export * from './chunk-message.ts';
export * from './job.ts';
export * from './parse-or-problem.ts';
export * from './problem.ts';
export * from './problem-code.ts';
export * from './service.ts';
export * from './service-template.ts';
export * from './speech-request.ts';
