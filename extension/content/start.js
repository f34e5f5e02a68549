// @ts-check
// All parts are named: the page can begin. (Into a tab that was open the files come one after the other.)

candor.page.start();
