import {ref} from 'vue';
import {createRouter, createWebHistory} from 'vue-router';
import {resume, session} from './session';
import type {Role} from './api/types';
import type {TextId} from './text';

declare module 'vue-router' {
  interface RouteMeta {
    title: TextId;
    roles?: Role[];
  }
}

const everyone: Role[] = ['clerk', 'reviewer', 'bureau', 'administrator'];

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash && document.getElementById(to.hash.slice(1)) ? {el: to.hash} : {top: 0}),
  routes: [
    {path: '/', component: () => import('./views/PublicHome.vue'), meta: {title: 'nav.public'}},
    {path: '/u/:unit(\\d+)/:year(\\d+)?/:stage(budget|final)?', component: () => import('./views/PublicUnit.vue'), meta: {title: 'nav.public'}},
    {path: '/compare', component: () => import('./views/PublicCompare.vue'), meta: {title: 'public.compare'}},
    {path: '/d/:year/:unit/:table', component: () => import('./views/PublicTable.vue'), meta: {title: 'nav.public'}},
    {path: '/sign-in', component: () => import('./views/SignIn.vue'), meta: {title: 'session.sign_in'}},
    {path: '/check', component: () => import('./views/CheckHome.vue'), meta: {title: 'nav.check', roles: everyone}},
    {path: '/check/:id(\\d+)', component: () => import('./views/CheckDocument.vue'), meta: {title: 'nav.check', roles: everyone}},
    {path: '/filings', component: () => import('./views/FilingList.vue'), meta: {title: 'nav.fill', roles: everyone}},
    {path: '/filings/:id(\\d+)', component: () => import('./views/FilingPage.vue'), meta: {title: 'nav.fill', roles: everyone}},
    {path: '/bureau', component: () => import('./views/BureauPage.vue'), meta: {title: 'nav.bureau', roles: everyone}},
    {path: '/account', component: () => import('./views/AccountPage.vue'), meta: {title: 'nav.account', roles: everyone}},
    {path: '/manage', component: () => import('./views/ManagePage.vue'), meta: {title: 'nav.manage', roles: ['administrator', 'bureau']}},
    {path: '/:rest(.*)', component: () => import('./views/NotFound.vue'), meta: {title: 'error.not_found'}},
  ],
});

// A page that is being fetched, long enough to be noticed.
const kNoticedMs = 250;
export const going = ref(false);
let notice: ReturnType<typeof setTimeout> | undefined;
const arrived = () => {
  clearTimeout(notice);
  going.value = false;
};
router.beforeEach(() => {
  clearTimeout(notice);
  notice = setTimeout(() => (going.value = true), kNoticedMs);
});
// Who listens to the page, or goes by keyboard, begins at the new one.
router.afterEach((to, from) => {
  arrived();
  if (from.matched.length && to.path !== from.path) requestAnimationFrame(() => document.getElementById('main')?.focus({preventScroll: true}));
});
// Parts of the application that the server no longer has: a newer one is there.
router.onError((error, to) => {
  arrived();
  if (/dynamically imported module|module script|preload/i.test(String(error)) && sessionStorage.getItem('mingzhang.renewed') !== to.fullPath) {
    sessionStorage.setItem('mingzhang.renewed', to.fullPath);
    window.location.assign(to.fullPath);
  }
});

router.beforeEach(async (to) => {
  const {roles} = to.meta;
  const known = resume();
  if (!roles) {
    known.catch(() => {});  // what everybody may see does not wait for who is looking
    return true;
  }
  try {
    await known;
  } catch {
    return true;  // the page itself will say that the server cannot be reached
  }
  if (!session.user) return {path: '/sign-in', query: {to: to.fullPath}};
  return roles.includes(session.user.role) ? true : '/';
});
