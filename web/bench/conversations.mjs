// Film conversations to measure with: a few shoppers' courses, each walked with many different wishes, so that the
// turns are as varied as the words in them.

const wishes = [
  ['a funny comedy', 'something after 2005', 'Bill Murray'],
  ['a scary horror film', 'not too gory', 'from the eighties'],
  ['science fiction', 'like Arrival', 'at least 7 out of 10'],
  ['a romantic drama', 'anything but a musical', 'before 1990'],
  ['an animated family movie', 'under two hours', 'newer than 2010'],
  ['a crime thriller', 'with Al Pacino', 'between 1990 and 2000'],
  ['a war film', 'no documentaries', 'directed by Steven Spielberg'],
  ['an old western', 'with Clint Eastwood', 'the older the better'],
  ['something like The Matrix', 'but less violent', 'with a strong story'],
  ['a superhero movie', 'not Marvel', 'darker please'],
  ['a musical', 'like La La Land', 'more cheerful'],
  ['a heist movie', 'something clever', 'with an ensemble'],
  ['fantasy', 'like The Lord of the Rings', 'shorter'],
  ['a mystery', 'in the style of Agatha Christie', 'from this century'],
  ['a sports movie', 'about boxing', 'but not Rocky'],
  ['a biography', 'of a musician', 'well rated'],
  ['a Christmas film', 'for the whole family', 'funny'],
  ['an action film', 'with Bruce Willis or Tom Cruise', 'released after 1995'],
  ['a sad film', 'I loved Titanic', 'no war please'],
  ['a spy movie', 'James Bond is fine', 'the newest one'],
];

const courses = [
  ([what, how, more]) => ['Hi!', `I am looking for ${what}`, how, more, 'what else is there?', 'why that one?', 'great, I will watch it'],
  ([what, how, more]) => [`${what}, ${how}`, 'I have seen that already', more, 'compare the first two', 'tell me more about the second one', 'who directed it?', 'no thanks, something else', 'ok, thank you'],
  ([what, how, more]) => ['what can you do?', `recomend me ${what} plese`, `${how} and ${more}`, 'actually, forget that', `${more}`, 'the first one sounds good', 'is it well rated?', 'bye'],
];

export const conversations = courses.flatMap((course) => wishes.map(course));
