// The interfaces of greeter.wit: an object each, with the names in camelCase.
export const greetings = {
  greet: name => `Hello, ${name}!`,

  introduce: (people, language) => people.map(({ name, age }) =>
    (language === 'german' ? 'Das ist ' : 'This is ') + name + (age == null ? '' : `, ${age}`) + '.'),
};

export const calculator = {
  add: (a, b) => a + b,

  // What is returned is the result's ok case, what is thrown the other.
  divide(a, b) {
    if (b === 0) {
      throw { tag: 'division-by-zero' };
    }
    const quotient = Math.trunc(a / b);
    if (quotient === 2147483648) {
      throw { tag: 'overflow', val: quotient };
    }
    return quotient;
  },

  reverse: bytes => bytes.reverse(),
};
