import { parentPort } from 'node:worker_threads';
import { checkSegments, segmentWork } from './segment-workers';

parentPort?.postMessage(checkSegments(segmentWork()), []);
