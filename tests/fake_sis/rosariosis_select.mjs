// The query of a list: filters that all hold, orders one after another.
const compare = (a, b) => {
  const number = (value) => /^-?\d+$/.test(String(value));
  if (number(a) && number(b)) return Number(a) - Number(b);
  return a === b ? 0 : String(a) < String(b) ? -1 : 1;
};

const operations = {
  eq: (a, b) => compare(a, b) === 0,
  neq: (a, b) => compare(a, b) !== 0,
  gt: (a, b) => compare(a, b) > 0,
  ge: (a, b) => compare(a, b) >= 0,
  lt: (a, b) => compare(a, b) < 0,
  le: (a, b) => compare(a, b) <= 0,
  in: (a, b) => b.split(',').some((one) => compare(a, one) === 0),
};

// `unknown` is called for a column or an operation that does not exist; the real one fails with 500.
export function select(table, query, unknown) {
  let rows = table.rows;
  for (const filter of query.getAll('filter')) {
    const [column, operation, ...value] = filter.split(',');
    if (!(column in table.columns) || !operations[operation]) unknown();
    rows = rows.filter((row) => row[column] !== null && row[column] !== undefined &&
      operations[operation](row[column], value.join(',')));
  }
  const orders = query.getAll('order').map((order) => order.split(','));
  // Without an order it is the database's own, and that is nobody's.
  if (orders.length === 0) return [...rows].reverse();
  return [...rows].sort((a, b) => {
    for (const [column, direction] of orders) {
      const sign = compare(a[column] ?? '', b[column] ?? '') * (direction === 'desc' ? -1 : 1);
      if (sign !== 0) return sign;
    }
    return 0;
  });
}
