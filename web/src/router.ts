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
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? {el: to.hash} : {top: 0}),
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

router.beforeEach(async (to) => {
  try {
    await resume();
  } catch {
    return true;  // the page itself will say that the server cannot be reached
  }
  const {roles} = to.meta;
  if (!roles) return true;
  if (!session.user) return {path: '/sign-in', query: {to: to.fullPath}};
  return roles.includes(session.user.role) ? true : '/';
});
