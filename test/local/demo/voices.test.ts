import { rowsOf, SPEAKERS, type Remark } from '../../../local/demo/voices';

const shown = (remark: Remark, width: number): string[] =>
  rowsOf({ ...remark, elapsed: '11 s' }, width).map(
    ({ time, speaker, text }) => `${time}${speaker}${text}`,
  );

test('every speaker has a column of its own, and all texts begin in the same one', () => {
  expect(SPEAKERS.flatMap((speaker) => shown({ speaker, text: 'text' }, 80))).toEqual([
    '  11 s  -               text',
    '  11 s  CloudFormation  text',
    '  11 s  Step            text',
    '  11 s  ACM             text',
    '  11 s  CDK             text',
  ]);
});

test('on a screen of less than 80 columns the names are short, and still differ', () => {
  expect(SPEAKERS.flatMap((speaker) => shown({ speaker, text: 'text' }, 79))).toEqual([
    '  11 s  -     text',
    '  11 s  CFN   text',
    '  11 s  Step  text',
    '  11 s  ACM   text',
    '  11 s  CDK   text',
  ]);
});

test('a line that goes on does so under its text', () => {
  const text = 'us-east-1 www: PENDING_VALIDATION, ACM has still to name 1 record';
  expect(shown({ speaker: 'ACM', text }, 80)).toEqual([
    '  11 s  ACM             us-east-1 www: PENDING_VALIDATION, ACM has still to name',
    '                        1 record',
  ]);
});

test.each([40, 60, 80, 100])('a screen of %i columns is filled and not exceeded', (width) => {
  const text = `${'word '.repeat(40)}loadbalancer/app/site-loadbal…/ymzvspqkupowcvhx`;
  const lengths = shown({ speaker: 'CloudFormation', text }, width).map((line) => line.length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(width);
  expect(Math.max(...lengths)).toBeGreaterThan(width - 'word '.length);
});
