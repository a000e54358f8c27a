import {api} from './client';
import type {Job} from './types';

const kAskAgainMs = 1500;

// Follows a job by server-sent events until it ends; asks from time to time where events do not come through.
export function follow_job(id: number, moved: (job: Job) => void): Promise<Job> {
  return new Promise((resolve, reject) => {
    const events = new EventSource(`/api/v1/jobs/${id}/events`);
    let ended = false;
    const end = (job: Job) => {
      ended = true;
      events.close();
      moved(job);
      resolve(job);
    };
    const ask = async () => {
      if (ended) return;
      try {
        const job = await api.get<Job>(`/jobs/${id}`);
        if (job.state === 'done' || job.state === 'failed') end(job);
        else {
          moved(job);
          setTimeout(ask, kAskAgainMs);
        }
      } catch (error) {
        ended = true;
        reject(error);
      }
    };
    events.addEventListener('progress', (event) => moved(JSON.parse((event as MessageEvent<string>).data) as Job));
    events.addEventListener('end', (event) => {
      const job = JSON.parse((event as MessageEvent<string>).data) as Job | null;
      if (job) end(job);
      else void ask();
    });
    events.onerror = () => {
      events.close();
      void ask();
    };
  });
}
