// A file made here, handed to whoever asked for it.
export function hand_out(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], {type}));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A cell that begins like a formula is text, not a formula (a spreadsheet would run it).
function csv_cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

// With the mark that lets Excel see UTF-8.
export const csv_of = (rows: (string | number)[][]) => `\ufeff${rows.map((row) => row.map(csv_cell).join(',')).join('\r\n')}\r\n`;
