import { plural, seconds } from '../text.js';

/** The clock is looked at every second: less is on time. */
const LATE_SECONDS = 10;

const OUTCOMES = {
  submitted: { text: 'Submitted', tone: 'good' },
  missed: { text: 'Missed', tone: 'bad' },
  overlap: { text: 'Left out', tone: 'wait' },
  refused: { text: 'Refused', tone: 'bad' },
};

const isLate = ({ outcome, late_seconds: late }) => outcome === 'submitted' && late >= LATE_SECONDS;

/** What became of a due time, in two words and a tone. */
export function runStanding(run) {
  return isLate(run) ? { text: 'Submitted late', tone: 'wait' } : (OUTCOMES[run.outcome] ?? { text: run.outcome, tone: 'quiet' });
}

/** Why it is so, in sentences; `''` if it went as it should. */
export function runReason(run) {
  const { outcome, missed, late_seconds: late, error_info: error } = run;
  const earlier = missed > 0 ? `${plural(missed, 'earlier due time')} went by.` : '';
  const own = {
    submitted: isLate(run) ? `${seconds(late)} late: no server took it up sooner.` : '',
    missed: 'No server was there in time, and missed runs are skipped.',
    overlap: 'The last batch had not stopped.',
    refused: error?.description || error?.message,
  };
  return [own[outcome], earlier].filter(Boolean).join(' ');
}
