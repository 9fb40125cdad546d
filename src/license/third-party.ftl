<#-- The list of what is shipped beside our own code: one line for each library, sorted by its coordinates. -->
What Querybatch is shipped with, under which licence (names of SPDX). Several on a line: one of them may be chosen.
Libraries are in the WAR, picocli, parsson and jakarta.json-api in the command line client, Payara Micro in the uber-jar,
which has libraries of its own inside; what a library has packed inside of it, it lists in its META-INF.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#assign licenses = entry.getValue()/>
${project.groupId}:${project.artifactId}:${project.version} (<#list licenses as license>${license}<#if license_has_next> | </#if></#list>)<#if project.url??> ${project.url}</#if>
</#list>

Scripts of the console, whose licences are beside them in console/vendor:

htm:3.1.1 (Apache-2.0) https://github.com/developit/htm
preact, in htm-preact-standalone (MIT) https://preactjs.com
uplot:1.6.32 (MIT) https://github.com/leeoniya/uPlot
