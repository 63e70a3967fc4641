// OpenTelemetry in a page, as its documentation sets it up, with an exporter that drops the spans.
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { BatchSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import { patched } from './patched.js';

const exporter = {
  export: (spans, done) => done({ code: 0 }),
  shutdown: async () => {},
  forceFlush: async () => {},
};
const processor = new BatchSpanProcessor(exporter);

const traced = patched(() => {
  const provider = new WebTracerProvider({ spanProcessors: [processor] });
  provider.register();
  registerInstrumentations({ tracerProvider: provider, instrumentations: [new FetchInstrumentation()] });
});

/** It ends each span 300 ms after the answer, which is part of what a call costs. */
export async function settle() {
  await new Promise((resolve) => setTimeout(resolve, 400));
  await processor.forceFlush();
}

export const ops = { fetch_overhead: (url) => traced(url) };
