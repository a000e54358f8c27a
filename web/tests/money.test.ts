import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fen_of, share, wan, yuan} from '../src/money';

test('万元 are rounded half away from zero, 元 are exact', () => {
  assert.deepEqual([wan(225_247_440), wan(5_000), wan(-5_000), wan(4_999), wan(-4_999), wan(123_456_789_000)], ['225.25', '0.01', '−0.01', '0.00', '0.00', '123,456.79']);
  assert.deepEqual([yuan(0), yuan(-1), yuan(123_456_789), yuan(Number.MAX_SAFE_INTEGER)], ['0.00', '−0.01', '1,234,567.89', '90,071,992,547,409.91']);
});

test('what people type and paste', () => {
  for (const [text, fen] of [['1,234.5', 123450], ['１２３４．５０', 123450], [' 12 元', 1200], ['−3', -300], ['-0', 0], ['0.10', 10], ['7.', 700], ['', 0]] as const) assert.equal(fen_of(text), fen, text);
  for (const text of ['1.234', '12万', 'abc', '1e5', '--1', '.5', '99999999999999']) assert.equal(fen_of(text), null, text);
});

test('a share of nothing is no number', () => {
  assert.deepEqual([share(1, 0), share(1, 3), share(-1, 2)], ['—', '33.3%', '-50.0%']);
});
