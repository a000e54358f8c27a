// Money is whole fen everywhere; it is never divided as a floating-point number.

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

// 四舍五入, half away from zero, to `decimals` digits of a unit that has `fen` fen.
function printed(amount_fen: number, fen: bigint, decimals: number): string {
  const negative = amount_fen < 0;
  const amount = BigInt(Math.abs(amount_fen)) * 10n ** BigInt(decimals);
  const rounded = (2n * amount + fen) / (2n * fen);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const whole = grouped(digits.slice(0, digits.length - decimals));
  return `${negative && rounded !== 0n ? '−' : ''}${whole}${decimals ? `.${digits.slice(-decimals)}` : ''}`;
}

export const wan = (amount_fen: number) => printed(amount_fen, 1_000_000n, 2);
export const yuan = (amount_fen: number) => printed(amount_fen, 100n, 2);

// What a person types or pastes: 1,234.5 or １２３４．５０ 元. Null when it is no amount, or finer than a fen.
export function fen_of(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s元¥]/g, '').replace(/^[−–]/, '-');
  if (plain === '') return 0;
  const match = /^(-?)(\d{1,13})(?:\.(\d{0,2})0*)?$/.exec(plain);
  if (!match) return null;
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] && fen !== 0 ? -fen : fen;
}

export function share(part_fen: number, whole_fen: number): string {
  return whole_fen === 0 ? '—' : `${((part_fen / whole_fen) * 100).toFixed(1)}%`;
}
